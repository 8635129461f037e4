"""A statement: what an institution said, to whom and when, or that it did not answer."""

from typing import Literal

from generator.kinds.text import Text
from generator.kinds.values import Date, Flag, Id, LanguageTag, Sourced


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
    kind: Literal["claim", "denial", "allegation", "appeal", "demand", "reply"] = "claim"
    asked_on: Date | None = None
    no_answer_by: Date | None = None
    replies_to: Id = ""

    @property
    def is_quotation(self) -> bool:
        return self.verbatim and bool(self.text)

    @property
    def words(self) -> Text | None:
        """What is shown: the quotation in its own language, or the paraphrase."""
        if self.text and self.verbatim and self.lang:
            return Text({self.lang: next(iter(self.text.words.values()))}, self.lang)
        return self.text
