"""JSON Schemas of every kind of file, for editors that complete and check while people write."""

from __future__ import annotations

import json
from typing import Any

from generator.kinds import KINDS
from generator.kinds.campaign import Campaign
from generator.kinds.page import FrontMatter
from generator.kinds.values import Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The schemas as JSON text, by name: site, page, and one for each folder of records."""
    found = {"site": _schema(Campaign), "page": _schema(FrontMatter)}
    for kind in KINDS.values():
        found[kind.folder] = _one_or_many(_schema(kind.model))
    return {name: _text(name, schema) for name, schema in found.items()}


def _schema(model: type[Record]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=False, mode="validation")
    plain: dict[str, Any] = _plain(schema)
    return plain


def _plain(value: Any) -> Any:
    """Keys that are present but empty are allowed everywhere, and source has two names."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plain(item) for key, item in value.items()}
    properties = plain.get("properties")
    if isinstance(properties, dict) and "sources" in properties:
        properties["source"] = properties["sources"]
    return plain


def _one_or_many(schema: dict[str, Any]) -> dict[str, Any]:
    """A file holds one record, whose id may be the file's name, or a list of them."""
    definitions = schema.pop("$defs", {})
    single = {**schema, "required": [r for r in schema.get("required", []) if r != "id"]}
    return {
        "anyOf": [single, {"type": "array", "items": schema}],
        "$defs": definitions,
    }


def _text(name: str, schema: dict[str, Any]) -> str:
    head = {"$schema": DIALECT, "title": f"Handbill: {name}"}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"
