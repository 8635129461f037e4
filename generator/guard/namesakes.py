"""People whom the campaign names openly: who shares a word with a hidden name is no leak."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.kinds.action import Action
from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.text import Text
from generator.kinds.values import Record, Source
from generator.model import Reading


def shown_names(reading: Reading) -> Iterator[str]:
    """Names of authors, speakers, sources and targets, as records give them."""
    records = (document.value for document in reading.documents)
    for record in (*reading.campaign.value.sources.values(), *records):
        yield from filter(None, _NAMES.get(type(record), _nobody)(record))


def _author(post: Post) -> Iterable[str]:
    return [post.author.name] if post.protect in ("nothing", "handle") else []


def _speaker(statement: Statement) -> Iterable[str]:
    return _wordings(statement.who)


def _source(source: Source) -> Iterable[str]:
    return [source.author, *_wordings(source.publisher)]


def _targets(action: Action) -> Iterable[str]:
    return (name for target in action.targets for name in _wordings(target.name))


def _nobody(record: Any) -> Iterable[str]:
    return ()


_NAMES: dict[type[Record], Callable[[Any], Iterable[str]]] = {
    Post: _author,
    Statement: _speaker,
    Source: _source,
    Action: _targets,
}


def _wordings(text: Text | None) -> Iterable[str]:
    return text.words.values() if text else ()
