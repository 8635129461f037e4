"""The way of a build that has nothing to do: it looks, and tells again what was told."""

from __future__ import annotations

import time
from pathlib import Path

from generator.cache.last import Terms, recall
from generator.cache.results import retold
from generator.model import Result
from generator.options import Options


def unchanged(root: Path, options: Options) -> Result | None:
    """The last build's result, if this build would write the same site again; else None.

    Nothing is loaded for it that reads or draws: of each file only the disk's facts are asked.
    """
    started = time.perf_counter()
    last = recall(root, Terms.of(options)) if options.cache else None
    if last is None or not last.is_current(root, options.now):
        return None
    return retold(last.told, time.perf_counter() - started)
