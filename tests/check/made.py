"""Outputs and sites made by hand, and what a check says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from generator.check.finished import Finished, finish
from generator.kinds.campaign import Campaign
from generator.kinds.text import Speech
from generator.locales import locale
from generator.model import Language, Output, Site
from generator.problems import Problem

URL = "https://campaign.example.org/"
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
DESCRIPTION = '<meta name="description" content="What this page is about.">'


def page(
    body: str = "",
    head: str = DESCRIPTION,
    *,
    title: str = "A page",
    lang: str = "en",
    direction: str = "ltr",
) -> str:
    """A page without any fault."""
    return (
        f'<!doctype html>\n<html lang="{lang}" dir="{direction}">\n<head>\n{POLICY}\n'
        f"<title>{title}</title>\n{head}\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def outputs(files: Mapping[str, str | bytes]) -> list[Output]:
    return [
        Output(PurePosixPath(path), data.encode() if isinstance(data, str) else data)
        for path, data in files.items()
    ]


def site(root: Path = Path("nowhere"), languages: Sequence[str] = ("en",), **campaign: Any) -> Site:
    """A site without content; `campaign` is what its site.yaml says, `url=None` that it has none."""
    values = {"title": "A campaign", "url": URL, "languages": list(languages), **campaign}
    values = {name: value for name, value in values.items() if value is not None}
    speech = Speech(languages[0], tuple(languages))
    return Site(
        root=root,
        campaign=Campaign.model_validate(values, context=speech),
        languages={code: Language(code, code, locale(code)) for code in languages},
        entries={},
        pages={},
        sources={},
        prose={},
        files={},
        now=datetime(2026, 6, 1, tzinfo=UTC),
    )


def found(
    check: Callable[[Finished], Iterator[Problem]],
    files: Mapping[str, str | bytes],
    of: Site | None = None,
) -> list[Problem]:
    """What a check finds in these outputs."""
    return list(check(finish(outputs(files), of or site(), {})))


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]
