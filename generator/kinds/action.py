"""An action: what visitors are asked to do, until when, step by step."""

from datetime import datetime, timedelta, timezone
from typing import Annotated, Literal

from pydantic import BeforeValidator

from generator.kinds.text import Prose, Text
from generator.kinds.values import Address, Colour, Date, File, Id, Record, Target, one_or_many

# Where a day ends last.
_LAST_ZONE = timezone(timedelta(hours=-12))


class Step(Record):
    """One step, with the day on which somebody last made sure that it works."""

    text: Text
    checked: Date | None = None


def _step(value: object) -> object:
    is_text = isinstance(value, str) or (isinstance(value, dict) and "text" not in value)
    return {"text": value} if is_text else value


_ALSO_STEP = BeforeValidator(_step, json_schema_input_type=Step | Text)


class Wording(Record):
    """One way to say it; a letter without a subject of its own has the action's."""

    subject: Text | None = None
    body: Text


def _wording(value: object) -> object:
    keyed = isinstance(value, dict) and not {"body", "subject"}.isdisjoint(value)
    return value if keyed else {"body": value}


_Variant = Annotated[Wording, BeforeValidator(_wording, json_schema_input_type=Wording | Text)]


class Action(Record):
    """One thing to do; the fields below `steps` serve one kind of action each.

    `variants` are further wordings of a letter or a post: each visitor gets one of all of them.
    """

    id: Id
    kind: Literal["photo", "pledge", "write", "post", "call", "link"]
    title: Text
    text: Prose | None = None
    until: Date | None = None
    steps: tuple[Annotated[Step, _ALSO_STEP], ...] = ()
    tint: Colour = ""
    frame: File = ""
    what: Text | None = None
    targets: Annotated[tuple[Target, ...], one_or_many(Target)] = ()
    targets_file: File = ""
    subject: Text | None = None
    body: Text | None = None
    message: Text | None = None
    variants: Annotated[tuple[_Variant, ...], one_or_many(_Variant)] = ()
    url: Address = ""

    def is_over(self, now: datetime) -> bool:
        """Whether the last day is over wherever a reader may be; a time with a zone is a moment."""
        return self.last_moment is not None and self.last_moment < now

    @property
    def last_moment(self) -> datetime | None:
        """The end of the last day where it ends last, if there is a last day."""
        return self.until.bounds(_LAST_ZONE)[1] if self.until else None

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """All ways to say it: the action's own words, and its variants."""
        words = self.message if self.kind == "post" else self.body
        first = (Wording(subject=self.subject, body=words),) if words else ()
        own = {"subject": self.subject}
        others = (v if v.subject else v.model_copy(update=own) for v in self.variants)
        return (*first, *others)
