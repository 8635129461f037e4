"""A build's result as plain values, to be told again when nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from generator.model import Change, Result
from generator.problems import Place, Problem


def plain(result: Result) -> dict[str, Any]:
    """The result as values that JSON can hold; not how long it took."""
    change = result.next_change
    return {
        "problems": plain_problems(result.problems),
        "counts": dict(result.counts),
        "files": result.files,
        "size": result.size,
        "root_hash": result.root_hash,
        "spoken": result.spoken,
        "output": result.output,
        "next_change": asdict(change) if change else None,
    }


def retold(told: Mapping[str, Any], seconds: float) -> Result:
    """The result that `plain` was made of, by a build that took `seconds`."""
    change = told["next_change"]
    return Result(
        problems=tuple(retold_problems(told["problems"])),
        written=True,
        counts=told["counts"],
        files=told["files"],
        size=told["size"],
        seconds=seconds,
        root_hash=told["root_hash"],
        spoken=told["spoken"],
        output=told["output"],
        next_change=Change(**change) if change else None,
    )


def plain_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def retold_problems(told: Iterable[Mapping[str, Any]]) -> list[Problem]:
    return [Problem(**{**one, "place": Place(**one["place"])}) for one in told]
