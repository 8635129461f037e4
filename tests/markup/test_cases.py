"""Each file of `cases/` is a Markdown text, `=> html`, and what it becomes.

Directives and pictures, which templates draw, stand in square brackets. A third part after
`=> problems` lists what is told, as line, column, code and message. Anybody can add a file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.markup import Surroundings, convert
from generator.model import Body
from generator.problems import Problem

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def read(path: Path) -> tuple[str, str, str]:
    source, _, expected = path.read_text("utf-8").partition("\n=> html\n")
    html, _, problems = expected.partition("=> problems\n")
    return f"{source}\n", html.strip("\n"), problems.strip("\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(
    path: Path,
    surroundings: Callable[..., Surroundings],
    shown: Callable[[Body], str],
    told: Callable[[tuple[Problem, ...]], str],
) -> None:
    source, html, expected = read(path)
    body, problems = convert(source, surroundings())
    assert shown(body) == html
    assert told(problems) == expected


def test_every_case_is_of_its_own_kind() -> None:
    numbers = [path.name.split("-")[0] for path in CASES]
    assert numbers == sorted(set(numbers))
    assert len(numbers) >= 40
