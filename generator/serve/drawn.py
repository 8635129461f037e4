"""Cards and posters of the preview: drawn when somebody looks at them, by a process that stays."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from generator.cache.memory import Memory
from generator.problems import EnvironmentFault
from generator.render.drawing import Drawing, Drawn, Easel

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


class Drawers:
    """The process that draws, which is begun with the first drawing, and anew for new templates."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        self._ground = ""

    def draw(self, easel: Easel, drawing: Drawing) -> Drawn:
        """One drawing, remembered or made. Raises EnvironmentFault when the process has died."""
        if self._memory.get(easel.key(drawing)) is not None:
            return next(easel.draw_all([drawing], self._memory))
        if self._pool is None or self._ground != easel.ground:
            self.close()
            self._pool = self._stack.enter_context(easel.pool())
            self._ground = easel.ground
        try:
            return next(easel.draw_all([drawing], self._memory, pool=self._pool))
        except RuntimeError as error:
            self.close()
            raise EnvironmentFault("a process that draws cards ended by itself") from error

    def close(self) -> None:
        stack, self._stack, self._pool = self._stack, ExitStack(), None
        stack.close()
