"""A statement: what an institution said, to whom and when, or that it did not answer."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import ValidationInfo, field_validator, model_validator

from generator.dates import EdtfDate
from generator.kinds.text import Text, fault
from generator.kinds.values import Date, Flag, Id, LanguageTag, Sourced
from generator.kinds.wording import one_wording, quoted, with_language


class Statement(Sourced):
    """One statement, quoted or in the campaign's own words (`verbatim: false`)."""

    id: Id
    who: Text
    role: Text | None = None
    to: Text | None = None
    date: Date | None = None
    text: Text | None = None
    verbatim: Flag = True
    lang: LanguageTag = ""
    translation: Text | None = None
    kind: Literal["claim", "denial", "allegation", "appeal", "demand", "reply"] = "claim"
    asked_on: Date | None = None
    no_answer_by: Date | None = None
    replies_to: Id = ""

    @model_validator(mode="before")
    @classmethod
    def _know_language(cls, values: Any, info: ValidationInfo) -> Any:
        return with_language(values, info)

    @model_validator(mode="after")
    def _one_wording(self) -> Self:
        one_wording(self.text, verbatim=self.verbatim)
        return self

    @field_validator("no_answer_by")
    @classmethod
    def _up_to_a_day(cls, until: EdtfDate | None) -> EdtfDate | None:
        if until and until.is_range and not (until.start and until.end):
            day = until.leading.edtf
            hint = f"write the last day without an answer, as in 'no_answer_by: {day}'"
            fault("bad-date", f"'{until.written}' is open at one end", hint)
        return until

    @model_validator(mode="after")
    def _asked_first(self) -> Self:
        asked, until = self.asked_on, self.no_answer_by
        if asked and until and until.latest < asked.earliest:
            message = f"'{until.written}' is before '{asked.written}', when the question was asked"
            hint = "'no_answer_by' is the last day on which there was no answer yet"
            fault("wrong-value", message, hint, "no_answer_by")
        return self

    @property
    def is_quotation(self) -> bool:
        return self.verbatim and bool(self.text)

    @property
    def words(self) -> Text | None:
        """What is shown: the quotation in its own language, or the paraphrase."""
        if self.text and self.verbatim:
            return quoted(self.text, self.lang)
        return self.text

    @property
    def days_of_silence(self) -> int | None:
        """From the question to the last day without an answer, where both are known to the day."""
        asked, until = _day(self.asked_on), _day(self.no_answer_by)
        return (until - asked).days if asked and until and until > asked else None


def _day(when: EdtfDate | None) -> date | None:
    """The day as it was written, in whatever zone that was."""
    start = when.start if when and not when.is_range else None
    return date(start.year, start.month, start.day) if start and start.month and start.day else None
