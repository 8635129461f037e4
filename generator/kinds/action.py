"""An action: what visitors are asked to do, until when, step by step."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from generator.kinds.text import Prose, Text
from generator.kinds.values import Address, Colour, Date, File, Id, Record, Target, one_or_many


class Step(Record):
    """One step, with the day on which somebody last made sure that it works."""

    text: Text
    checked: Date | None = None


def _step(value: object) -> object:
    is_text = isinstance(value, str) or (isinstance(value, dict) and "text" not in value)
    return {"text": value} if is_text else value


_ALSO_TEXT = BeforeValidator(_step, json_schema_input_type=Step | Text)


class Action(Record):
    """One thing to do; the fields below `steps` serve one kind of action each."""

    id: Id
    kind: Literal["photo", "pledge", "write", "post", "call", "link"]
    title: Text
    text: Prose | None = None
    until: Date | None = None
    steps: tuple[Annotated[Step, _ALSO_TEXT], ...] = ()
    tint: Colour = ""
    frame: File = ""
    what: Text | None = None
    targets: Annotated[tuple[Target, ...], one_or_many(Target)] = ()
    targets_file: File = ""
    subject: Text | None = None
    body: Text | None = None
    message: Text | None = None
    url: Address = ""
