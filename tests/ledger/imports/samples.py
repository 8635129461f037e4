"""The files of tests/ledger/imports/files, all of them made up, and what is read from them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.ledger.imports import NOBODY, Account, read_posts
from generator.ledger.record import Found
from generator.problems import Place, Problem

FILES = Path(__file__).parent / "files"


def read(
    name: str, data: bytes | None = None, account: Account = NOBODY
) -> tuple[list[Found], list[Problem]]:
    """The posts without their places, and the problems."""
    posts, problems = read_posts(
        name, (FILES / name).read_bytes() if data is None else data, account
    )
    return [replace(post, place=Place("")) for post in posts], problems


def parsed(value: object) -> tuple[list[Found], list[Problem]]:
    """What is read from a value that is written as JSON."""
    return read("file.json", json.dumps(value).encode())


def page(html: str) -> list[Found]:
    return read("page.html", html.encode())[0]


def load(name: str) -> Any:
    """The value of a file of JSON; what a script assigns it to is left out."""
    text = (FILES / name).read_text("utf-8")
    return json.loads(text[text.index("= ") + 2 :] if name.endswith(".js") else text)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]
