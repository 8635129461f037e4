"""Going through a record: every value in it with its way, and a copy with some values changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from generator.kinds.values import Record
from generator.model import Loc


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """All records, and all single values in records, lists and mappings, with the way to each."""
    if isinstance(value, Record):
        yield loc, value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from walk(item, (*loc, number))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from walk(item, (*loc, name))
    elif value is not None:
        yield loc, value


def transform(value: Any, change: Callable[[Record], dict[str, Any]]) -> Any:
    """A copy in which every record has the fields that `change` names for it; innermost first."""
    if isinstance(value, tuple):
        return tuple(transform(item, change) for item in value)
    if not isinstance(value, Record):
        return value
    fields: dict[str, Any] = {}
    for name in type(value).model_fields:
        old = getattr(value, name)
        new = transform(old, change) if isinstance(old, (tuple, Record)) else old
        if new is not old and new != old:
            fields[name] = new
    changed = value.model_copy(update=fields) if fields else value
    more = change(changed)
    return changed.model_copy(update=more) if more else changed
