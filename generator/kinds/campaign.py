"""The campaign as a whole: site.yaml."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from generator.kinds.deployment import Deployment
from generator.kinds.share import SPOKEN, Share
from generator.kinds.text import Text, fault
from generator.kinds.values import (
    Address,
    Colour,
    Date,
    File,
    Flag,
    Hashtag,
    Id,
    Line,
    Record,
    Source,
    one_or_many,
)
from generator.locales import LocaleFault, is_language_tag, locale


class LanguageSettings(Record):
    """A language of the site: its own name, and how it writes dates and numbers."""

    name: Line = ""
    locale: Line = ""
    numerals: Line = ""

    @field_validator("numerals")
    @classmethod
    def _known_numerals(cls, value: str) -> str:
        if value not in ("", "latn", "arab", "arabext"):
            fault("wrong-value", f"'{value}' is no set of numerals", "use latn, arab or arabext")
        return value


class Colours(Record):
    """The campaign's one colour; everything else is ink on paper."""

    accent: Colour = "#b3001b"


class MenuItem(Record):
    """An entry of the menu: a page of the site, or an address elsewhere."""

    page: Line = ""
    url: Address = ""
    title: Text | None = None


class Budget(Record):
    """How heavy pages may be, in kilobytes as they travel (gzip)."""

    page: Annotated[int, Field(ge=1)] = 30
    page_with_pictures: Annotated[int, Field(ge=1)] = 500


class Offline(Record):
    """What a visitor's browser keeps of the site for when the network goes: kilobytes and files."""

    on: Flag | None = None
    budget: Annotated[int, Field(ge=50, le=50_000)] = 3000
    files: Annotated[int, Field(ge=5, le=2000)] = 300


def _offline(value: object) -> object:
    return {"on": value} if isinstance(value, (bool, str)) else value


def _menu_item(value: object) -> object:
    return {"page": value} if isinstance(value, str) else value


def _hashtags(value: object) -> object:
    return value if isinstance(value, dict) else {"": value}


HashtagList = Annotated[tuple[Hashtag, ...], one_or_many(Hashtag)]


_ALSO_TAGS = BeforeValidator(_hashtags, json_schema_input_type=dict[str, HashtagList] | HashtagList)
_ALSO_FLAG = BeforeValidator(_offline, json_schema_input_type=Offline | Flag)
_ALSO_PAGE = BeforeValidator(_menu_item, json_schema_input_type=MenuItem | str)
# For the schema alone: other forms are made into a mapping before any field is looked at.
_ALSO_LIST = BeforeValidator(
    lambda said: said,
    json_schema_input_type=dict[str, LanguageSettings | str | None] | list[str],
)


class Campaign(Record):
    """What site.yaml says."""

    title: Text
    tagline: Text | None = None
    description: Text | None = None
    url: Address = ""
    language: Line = "en"
    languages: Annotated[dict[str, LanguageSettings], _ALSO_LIST] = Field(default_factory=dict)
    hashtags: Annotated[dict[str, HashtagList], _ALSO_TAGS, SPOKEN] = Field(default_factory=dict)
    colours: Colours = Field(default_factory=Colours)
    image: File = ""
    image_alt: Text | None = None
    menu: tuple[Annotated[MenuItem, _ALSO_PAGE], ...] | None = None
    sources: dict[Id, Source] = Field(default_factory=dict)
    contact: Text | None = None
    share: Share = Field(default_factory=Share)
    ended: Date | None = None
    risk: Literal["normal", "high"] = "normal"
    unguarded: Annotated[tuple[Line, ...], one_or_many(Line)] = ()
    onion: Address = ""
    mirrors: Annotated[tuple[Address, ...], one_or_many(Address)] = ()
    budget: Budget = Field(default_factory=Budget)
    offline: Annotated[Offline, _ALSO_FLAG] = Field(default_factory=Offline)
    deploy: dict[Id, Deployment] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _name_languages(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        if "campaign" in values:
            hint = "all of site.yaml is about it: write 'risk: high' at the beginning of a line"
            fault("unknown-key", "there is no key 'campaign'", hint, "campaign")
        code = values.get("language") or "en"
        languages = values.get("languages") or ({code: {}} if isinstance(code, str) else {"en": {}})
        if isinstance(languages, list) and all(isinstance(code, str) for code in languages):
            languages = {code: {} for code in languages}
        if not isinstance(languages, dict):
            return values
        settings = {
            code: {"name": said} if isinstance(said, str) else said or {}
            for code, said in languages.items()
        }
        return {**values, "languages": settings}

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, value: dict[str, LanguageSettings]) -> dict[str, LanguageSettings]:
        if len({code.casefold() for code in value}) < len(value):
            fault("unknown-language", "two languages differ only in case", "keep one of the two")
        for code, settings in value.items():
            for tag in filter(None, (code, settings.locale)):
                if not is_language_tag(tag):
                    hint = "use a tag such as en, ar or ar-SY"
                    fault("unknown-language", f"'{tag}' is no language tag", hint, code)
            try:
                locale(code, settings.locale or None, settings.numerals or None)
            except LocaleFault as error:
                fault("unknown-language", error.message, error.hint, code)
        return value

    @property
    def kept_by_readers(self) -> bool:
        """Whether browsers keep a copy; where people are in danger, only if somebody wants it."""
        return self.risk != "high" if self.offline.on is None else self.offline.on

    @property
    def default_language(self) -> str:
        return next(iter(self.languages))

    def hashtags_in(self, language: str) -> tuple[str, ...]:
        """The campaign's hashtags for a language, without '#'."""
        return self.hashtags.get(language, self.hashtags.get("", ()))
