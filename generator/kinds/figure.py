"""A figure: a number that never stands without its qualifier, its date and its source."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import GetJsonSchemaHandler, ValidationInfo, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from generator.dates import EdtfDate
from generator.kinds.text import Text, fault
from generator.kinds.values import Date, Id, Sourced, one_or_many

QUALIFIERS = ("at_least", "more_than", "about", "estimate", "at_most", "fewer_than")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_HINT = "write 240, 200-240, {at_least: 240}, {more_than: 240}, {about: 240} or {words: thousands}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with its qualifying word, or words where a source gives no number."""

    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = ""
    words: Text | None = None

    @classmethod
    def read(cls, value: object, info: ValidationInfo) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls._plain(value)
        if not isinstance(value, dict) or len(value) != 1:
            fault("bad-amount", "a figure's value is one number, one range or one word", _HINT)
        (name, said), *_ = value.items()
        if name == "words":
            return cls(words=Text.read(said, info))
        if name not in QUALIFIERS or not isinstance(said, str):
            fault("bad-amount", f"'{name}' does not qualify a number", _HINT, name)
        amount = cls._plain(said)
        return cls(amount.low, amount.high, name)

    @classmethod
    def _plain(cls, text: str) -> Self:
        ends = [part.strip() for part in re.split("[-–]", text, maxsplit=1)]
        if not all(_NUMBER.fullmatch(end) for end in ends):
            fault("bad-amount", f"'{text[:40]}' is not a number", _HINT)
        low, high = Decimal(ends[0]), Decimal(ends[-1])
        if high < low:
            fault("bad-amount", f"the range '{text}' ends below its beginning", _HINT)
        return cls(low, high if high != low else None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        number = {"type": ["number", "string"]}
        qualified = dict.fromkeys(QUALIFIERS, number) | {"words": {"type": ["string", "object"]}}
        mapping = {
            "type": "object",
            "properties": qualified,
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        }
        return {"anyOf": [number, mapping], "description": _HINT}


class Figure(Sourced):
    """One number of the ledger."""

    id: Id
    value: Amount
    unit: Text | None = None
    what: Text
    where: Text | None = None
    period: Text | None = None
    as_of: Date | None = None
    supersedes: Id = ""
    differs_from: Annotated[tuple[Id, ...], one_or_many(Id)] = ()
    note: Text | None = None

    @field_validator("as_of")
    @classmethod
    def _up_to_a_day(cls, when: EdtfDate | None) -> EdtfDate | None:
        if when and when.is_range and not (when.start and when.end):
            hint = f"write the last day that was counted, as in 'as_of: {when.leading.edtf}'"
            fault("bad-date", f"'{when.written}' is open at one end", hint)
        return when
