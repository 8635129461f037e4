"""A quoted social post: a record in the campaign's own files, so that it outlives its platform."""

from datetime import timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from generator.dates import EdtfDate
from generator.kinds.permalink import inner, recognise
from generator.kinds.text import Text, fault
from generator.kinds.values import (
    Address,
    Date,
    File,
    Flag,
    Id,
    LanguageTag,
    Line,
    Picture,
    Sourced,
    one_or_many,
)
from generator.kinds.values import Record as _Record
from generator.kinds.wording import one_wording, quoted, with_language

Network = Literal[
    "x",
    "facebook",
    "instagram",
    "threads",
    "bluesky",
    "mastodon",
    "telegram",
    "tiktok",
    "youtube",
    "reddit",
    "other",
]
Protection = Literal["nothing", "handle", "name", "words"]


class Author(_Record):
    """Who posted, as far as it may be said; `shown_as` is a role that stands for a hidden name."""

    name: Line = ""
    handle: Line = ""
    lang: LanguageTag = ""
    shown_as: Text | None = None


class Capture(_Record):
    """A picture or file that somebody saved of the post."""

    at: Date
    file: File
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] = ""
    by: Text | None = None


class Consent(_Record):
    """Whether the person agreed to be quoted; never shown."""

    status: Literal["asked", "given", "published", "public-figure", "none", "unknown"] = "unknown"
    note: Line = ""


def _author(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


_ALSO_NAME = BeforeValidator(_author, json_schema_input_type=Author | str)


# A day without a zone may be one of the place where its night falls last.
_LAST_NIGHT = timedelta(hours=12)


def _is_before(seen: EdtfDate | None, posted: EdtfDate | None) -> bool:
    """Whether something was seen before it was posted, however both are understood."""
    if seen is None or posted is None:
        return False
    vague = posted.precision == "time" and seen.precision != "time"
    latest = seen.latest + _LAST_NIGHT if vague else seen.latest
    return latest < posted.earliest


class Post(Sourced):
    """One quoted post."""

    decisive = frozenset({"protect"})
    id: Id = ""
    network: Network = "other"
    author: Annotated[Author, _ALSO_NAME] = Field(default_factory=Author)
    url: Address = ""
    posted: Date | None = None
    lang: LanguageTag = ""
    text: Text | None = None
    verbatim: Flag = True
    translation: Text | None = None
    paraphrase: Text | None = None
    state: Literal["live", "deleted", "suspended", "lost", "unknown"] = "live"
    archive: Address = ""
    captured: Capture | None = None
    media: tuple[Picture, ...] = ()
    consent: Consent = Field(default_factory=Consent)
    state_as_of: Date | None = None
    protect: Protection = "nothing"
    unguarded: Annotated[tuple[Line, ...], one_or_many(Line)] = ()
    context: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _learn_from_permalink(cls, values: Any) -> Any:
        """What the address tells need not be typed: network, handle and, in some ids, the time."""
        url = values.get("url", "") if isinstance(values, dict) else ""
        link = recognise(url) if isinstance(url, str) else None
        if link is None:
            return values
        author = _author(values.get("author") or {})
        if isinstance(author, dict):
            author = {"handle": link.handle, **author}
        learnt: dict[str, Any] = {"network": link.network, "posted": link.posted or None}
        if link.archive:
            # The address of a copy tells both: the post's own, and where the copy is.
            learnt["archive"] = link.archive
            url = inner(url)
        return {**learnt, **values, "author": author, "url": url}

    @model_validator(mode="before")
    @classmethod
    def _know_language(cls, values: Any, info: ValidationInfo) -> Any:
        return with_language(values, info)

    @model_validator(mode="after")
    def _one_wording(self) -> Self:
        one_wording(self.text, verbatim=self.verbatim)
        if self.protect == "words" and not self.paraphrase:
            fault(
                "no-paraphrase",
                "'protect: words' hides the wording, so there is nothing to show",
                "say in your own words what was posted, under 'paraphrase'",
                "protect",
            )
        return self

    @model_validator(mode="after")
    def _posted_first(self) -> Self:
        """Nobody saw it before it was posted; messages tell no times, which may be hidden."""
        captured = self.captured.at if self.captured else None
        hint = "correct the day, or 'posted'"
        if _is_before(captured, self.posted):
            fault("wrong-value", "the capture is older than the post", hint, "captured")
        if _is_before(self.state_as_of, self.posted):
            message = "the state is that of a day before the post"
            fault("wrong-value", message, hint, "state_as_of")
        return self

    @property
    def is_quotation(self) -> bool:
        return self.verbatim and bool(self.text)

    @property
    def is_lost(self) -> bool:
        """Nothing of it was kept: no words, no picture."""
        return not (self.text or self.paraphrase or self.media or self.captured)

    @property
    def words(self) -> Text | None:
        """What is shown: the quotation in its own language, else the paraphrase."""
        if self.text and self.verbatim:
            return quoted(self.text, self.lang)
        return self.text or self.paraphrase

    @property
    def lookup(self) -> str:
        """Where to look for a copy: the Wayback Machine's page for the day it was posted."""
        if not self.url:
            return ""
        moment = self.posted.start if self.posted else None
        day = f"{moment.year}{moment.month:02}{moment.day:02}" if moment and moment.day else "*"
        return f"https://web.archive.org/web/{day}/{self.url}"
