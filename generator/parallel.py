"""Spreading work over processors: one function over many items, forked where that pays."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

# What a step asks of its caller: `map`, or `spread` below.
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]

# Measured with pages of 400 words: below this a fork costs more than it saves.
LEAST = 50


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(function: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """The results in the order of the items; serial where fork is not to be had or not worth it.

    `function` may be any callable, as children inherit it; its results must be picklable.
    """
    workers = min(processors(), 8)
    # macOS's own libraries do not survive a fork (https://bugs.python.org/issue33725).
    if workers < 2 or len(items) < LEAST or not hasattr(os, "fork") or sys.platform == "darwin":
        return [function(item) for item in items]
    # The first item is done before the fork: what it loads and compiles, all children inherit.
    results = [function(items[0]), *[None] * (len(items) - 1)]
    children = [_start(function, items[part::workers]) for part in range(2, workers + 1)]
    results[1::workers] = [function(item) for item in items[1::workers]]
    for part, (pid, pipe) in enumerate(children, 2):
        results[part::workers] = _collect(pid, pipe)
    return results


def _start(function: Callable[[Any], Any], items: Sequence[Any]) -> tuple[int, int]:
    readable, writable = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writable)
        return pid, readable
    os.close(readable)
    try:
        results: list[Any] | Exception = [function(item) for item in items]
    except Exception as error:
        results = error
    status = 1
    try:
        with os.fdopen(writable, "wb") as pipe:
            pickle.dump(results, pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        # Not sys.exit: the child must not run what the parent has planned for its own end.
        os._exit(status)


def _collect(pid: int, pipe: int) -> list[Any]:
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(pid, 0)
    if status:
        raise RuntimeError("a worker process failed")
    results: list[Any] | Exception = pickle.loads(data)
    if isinstance(results, Exception):
        raise results
    return results
