"""Raw values become typed records; what does not fit becomes a Problem in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.kinds.deployment import CHOSEN
from generator.kinds.text import Speech
from generator.kinds.values import Record
from generator.model import Places
from generator.problems import Problem, did_you_mean, nearest


def validate(
    model: type[Record], value: object, places: Places, speech: Speech
) -> tuple[Record | None, list[Problem]]:
    """The record, or None with everything that is wrong with it."""
    if not isinstance(value, dict):
        message = "here must stand keys with values, as in 'title: …'"
        return None, [Problem("wrong-type", message, places.value())]
    empty = [
        _unsaid(key, places) for key in sorted(model.decisive) if _is_empty(key, value, places)
    ]
    if empty:
        return None, empty
    try:
        return model.model_validate(value, context=speech), []
    except ValidationError as error:
        mistakes = error.errors(include_url=False)
        renamed = {_renamed(details, model) for details in mistakes}
        return None, [
            _problem(details, model, places)
            for details in mistakes
            if details["type"] != "missing" or details["loc"] not in renamed
        ]


def _is_empty(key: str, value: Mapping[object, object], places: Places) -> bool:
    return places.has(key) and not str(value.get(key, "")).strip()


def _unsaid(key: str, places: Places) -> Problem:
    hint = "write a value behind it, or take the key out"
    return Problem("wrong-value", f"'{key}' stands here without a value", places.key(key), hint)


def _renamed(details: ErrorDetails, model: type[Record]) -> tuple[int | str, ...]:
    """The key that a misspelt one stands for: it is not missing as well."""
    loc = details["loc"]
    if details["type"] != "extra_forbidden":
        return ()
    near = nearest(str(loc[-1]), known_keys(_model_at(model, loc[:-1])))
    return (*loc[:-1], near) if near else ()


def _problem(details: ErrorDetails, model: type[Record], places: Places) -> Problem:
    kind = details["type"]
    loc = details["loc"]
    context = details.get("ctx", {})
    if kind == "handbill":
        place = places.key(*loc, context["key"]) if context["key"] else places.value(*loc)
        return Problem(context["code"], context["message"], place, context["hint"])
    if kind == "extra_forbidden":
        name = str(loc[-1])
        hint = _where_it_belongs(name, _model_at(model, loc[:-1]))
        return Problem("unknown-key", f"unknown key '{name}'", places.key(*loc), hint)
    if kind == "missing":
        return _missing(str(loc[-1]), loc, places)
    code, message, hint = _WORDS.get(kind, _otherwise)(details, context)
    # Of a mapping whose keys are choices, such as names of networks, a key is what does not fit.
    place = places.key(*loc[:-1]) if loc[-1:] == ("[key]",) else places.value(*loc)
    return Problem(code, message, place, hint)


def _where_it_belongs(name: str, model: type[Record]) -> str:
    """A hint for a key that is not known here: one level lower it may well be."""
    for field, info in model.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, Record) and name in known_keys(inner):
            return f"it belongs below '{field}', indented"
    known = known_keys(model)
    return did_you_mean(name, known, f"known keys: {', '.join(known)}")


def _missing(name: str, loc: tuple[int | str, ...], places: Places) -> Problem:
    if places.has(*loc):
        return Problem("missing-key", f"'{name}' is empty", places.key(*loc), "write a value")
    return Problem("missing-key", f"'{name}' is missing", places.key(*loc[:-1]), f"add '{name}: …'")


def known_keys(model: type[Record]) -> list[str]:
    return list(model.model_fields) if model else []


def _model_at(model: type[Record], loc: tuple[int | str, ...]) -> type[Record]:
    """The model whose key is unknown: follow the fields of `loc` through nested records."""
    for part in loc:
        if part in CHOSEN:
            model = CHOSEN[str(part)]
            continue
        name = "sources" if part == "source" else str(part)
        field = model.model_fields.get(name) if isinstance(part, str) else None
        inner = _record_in(field.annotation) if field else None
        model = inner or model
    return model


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    found = (_record_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in found if model), None)


# What people call networks, where the name is too far from ours to be guessed.
_ALSO_CALLED = {
    "twitter": "x",
    "fb": "facebook",
    "ig": "instagram",
    "insta": "instagram",
    "masto": "mastodon",
    "wa": "whatsapp",
    "tg": "telegram",
    "mail": "email",
}

_Words = Callable[[ErrorDetails, Mapping[str, Any]], tuple[str, str, str]]


def _written(details: ErrorDetails) -> str:
    value = details["input"]
    if isinstance(value, str):
        return f"'{value[:40]}…'" if len(value) > 40 else f"'{value}'"
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, (list, tuple)) else "a mapping"


def _choice(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    said = str(details["input"])
    also = _ALSO_CALLED.get(said.casefold())
    near = also if also in choices else nearest(said, choices)
    hint = f"did you mean '{near}'?" if near else f"one of: {', '.join(choices)}"
    return "wrong-value", f"{_written(details)} is not one of the choices", hint


def _number(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "wrong-value", f"this must be a whole number; you wrote {_written(details)}", ""


def _list(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    hint = "begin each item on a line of its own with '- '"
    return "wrong-type", f"this must be a list; you wrote {_written(details)}", hint


def _mapping(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    hint = "write keys with values below it, indented"
    return "wrong-type", f"this must be keys with values; you wrote {_written(details)}", hint


def _text(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "wrong-type", f"this must be one text; you wrote {_written(details)}", ""


def _empty(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "wrong-value", "this list is empty", "add an item, or remove the key"


def _pattern(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "wrong-value", f"{_written(details)} does not have the right form", ""


def _otherwise(details: ErrorDetails, context: Mapping[str, Any]) -> tuple[str, str, str]:
    return "wrong-value", f"{_written(details)} does not fit here: {details['msg']}", ""


_WORDS: dict[str, _Words] = {
    "literal_error": _choice,
    "int_parsing": _number,
    "int_parsing_size": _number,
    "int_type": _number,
    "greater_than_equal": _number,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "string_type": _text,
    "too_short": _empty,
    "string_pattern_mismatch": _pattern,
}
