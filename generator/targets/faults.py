"""What goes wrong at a target: faults to be told of, and those that pass if one tries again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from generator.problems import EnvironmentFault

_T = TypeVar("_T")

# Seconds before each further try; a third more or less, so that mirrors do not fall into step.
_PAUSES = (0.5, 1.0, 2.0, 4.0)


class DeployFault(EnvironmentFault):
    """A target refuses, or cannot be reached: in plain words, with what to do."""


class Passing(DeployFault):
    """A fault that may be gone in a moment: a full queue, a lost connection, a server's 500."""


def patiently(call: Callable[[], _T], sleep: Callable[[float], None] = time.sleep) -> _T:
    """What `call` returns; where it raises Passing it is called up to four more times."""
    for pause in _PAUSES:
        try:
            return call()
        except Passing:
            sleep(pause * random.uniform(0.67, 1.33))
    return call()
