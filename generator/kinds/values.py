"""The values that all kinds share: text by language, dates, addresses, ids, files."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NoReturn, Self
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
)
from pydantic import Tag as UnionTag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.dates import DateFault, EdtfDate, parse
from generator.problems import did_you_mean

# Bidirectional overrides and embeddings can make a name read as another (CVE-2021-42574).
_CONTROLS = re.compile("[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Speech:
    """What the site speaks: handed to every model as its validation context."""

    default: str = "en"
    languages: tuple[str, ...] = ("en",)


def fault(code: str, message: str, hint: str = "", key: str = "") -> NoReturn:
    """Refuse a value, in plain words; `key` names the inner key that the mistake stands at."""
    context = {"code": code, "message": message, "hint": hint, "key": key}
    raise PydanticCustomError("handbill", "{message}", context)


class Record(BaseModel):
    """The common base: frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def as_list(value: object) -> object:
    """One thing where several may stand is a list of one."""
    return value if isinstance(value, (list, tuple)) else [value]


def one_or_many(item: Any) -> Any:
    """`Annotated[tuple[X, ...], one_or_many(X)]`: a list, where a list of one may be left bare."""
    return BeforeValidator(as_list, json_schema_input_type=tuple[item, ...] | item)


def _show(value: object) -> str:
    text = value if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'" if text is value else text


# ------------------------------------------------------------------ text by language


@dataclass(frozen=True, slots=True)
class Text:
    """Prose by language: a plain string stands for the site's default language."""

    words: Mapping[str, str]
    default: str

    describes: ClassVar[str] = "A text, or one for each language: {en: …, ar: …}"

    def __bool__(self) -> bool:
        return bool(self.words)

    def __hash__(self) -> int:
        return hash((self.default, *self.words.items()))

    def choose(self, language: str) -> tuple[str, str]:
        """The words for a language and the language they are in; falls back to the default."""
        for code in (language, self.default, *self.words):
            if code in self.words:
                return self.words[code], code
        return "", language

    @classmethod
    def read(cls, value: object, info: ValidationInfo) -> Self:
        speech = info.context if isinstance(info.context, Speech) else Speech()
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls({speech.default: value} if value.strip() else {}, speech.default)
        if not isinstance(value, dict):
            fault("wrong-type", f"this must be a text; you wrote {_show(value)}", _BY_LANGUAGE)
        for code, words in value.items():
            if code not in speech.languages:
                known = ", ".join(speech.languages)
                hint = did_you_mean(code, speech.languages, f"the site's languages are {known}")
                fault("unknown-language", f"'{code}' is no language of this site", hint, code)
            if not isinstance(words, str):
                fault("wrong-type", f"the text in '{code}' must be a text", _BY_LANGUAGE, code)
        return cls({code: words for code, words in value.items() if words.strip()}, speech.default)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        by_language = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}
        return {"anyOf": [{"type": "string"}, by_language], "description": cls.describes}


_BY_LANGUAGE = "write a text, or one for each language: {en: …, ar: …}"


@dataclass(frozen=True, slots=True)
class Prose(Text):
    """Markdown by language."""

    describes: ClassVar[str] = "Markdown, or one for each language: {en: …, ar: …}"

    # A dataclass with equality would otherwise make its subclasses unhashable.
    __hash__ = Text.__hash__


# ------------------------------------------------------------------ single values


def typed(check: Callable[[str], object], schema: Mapping[str, Any]) -> Any:
    """A pydantic annotation for one written word: `check` turns it into a value or refuses it."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            fault("wrong-type", f"this must be one value; you wrote {_show(value)}")
        return check(value.strip())

    class Annotation:
        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
            return core_schema.no_info_plain_validator_function(read)

        @classmethod
        def __get_pydantic_json_schema__(
            cls, core: CoreSchema, handler: GetJsonSchemaHandler
        ) -> JsonSchemaValue:
            return dict(schema)

    return Annotation()


def _date(text: str) -> EdtfDate:
    try:
        return parse(text)
    except DateFault as error:
        fault("bad-date", error.message, error.hint)


def _identifier(text: str) -> str:
    name = unicodedata.normalize("NFC", text)
    if not 0 < len(name) <= 100 or not all(
        c.isalnum() or c in "-_." or unicodedata.combining(c) for c in name
    ):
        hint = "use letters, digits and hyphens, as in 'second-hospital'"
        fault("bad-id", f"{_show(text)} cannot be an id", hint)
    return name


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or _CONTROLS.search(text) or " " in text:
        hint = "an address begins with https:// and has no blanks"
        fault("bad-address", f"{_show(text)} is not a web address", hint)
    return text


def _file(text: str) -> str:
    path = unicodedata.normalize("NFC", text.removeprefix("./"))
    if "://" in path:
        fault("remote-image", f"{_show(text)} lies on another server", "download it to media/")
    if not path or path.startswith("/") or "\\" in path or ".." in path.split("/"):
        hint = "write the path below content/, as in 'media/photo.jpg'"
        fault("outside-link", f"{_show(text)} leads out of content/", hint)
    return path


def _colour(text: str) -> str:
    short = re.fullmatch("#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])", text)
    if short:
        return "#" + "".join(c * 2 for c in short.groups()).lower()
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        fault("bad-colour", f"{_show(text)} is not a colour", 'write it as "#b3001b", in quotes')
    return text.lower()


def _flag(text: str) -> bool:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if text.casefold() not in words:
        fault("wrong-value", f"{_show(text)} is neither yes nor no", "write true or false")
    return words[text.casefold()]


def _tag(text: str) -> str:
    if not text or not any(c.isalnum() for c in text) or _CONTROLS.search(text):
        fault("bad-tag", f"{_show(text)} cannot be a tag", "a tag has at least one letter or digit")
    return unicodedata.normalize("NFC", text)


def _hashtag(text: str) -> str:
    tag = unicodedata.normalize("NFC", text.removeprefix("#"))
    if not tag or not all(c.isalnum() or c == "_" or unicodedata.combining(c) for c in tag):
        hint = "a hashtag is one word of letters and digits, as in MakeFacebookRed"
        fault("bad-hashtag", f"{_show(text)} cannot be a hashtag", hint)
    return tag


def _line(text: str) -> str:
    if _CONTROLS.search(text):
        hint = "delete the line's end and type it anew"
        fault("control-character", f"{_show(text)} holds an invisible control character", hint)
    return text


_FLAG_SCHEMA = {"type": ["boolean", "string"], "pattern": "^(?i:true|false|yes|no|on|off)$"}

Date = Annotated[EdtfDate, typed(_date, {"type": ["string", "integer"], "description": "EDTF"})]
Id = Annotated[str, typed(_identifier, {"type": "string"})]
Address = Annotated[str, typed(_address, {"type": "string", "pattern": "^https?://"})]
File = Annotated[str, typed(_file, {"type": "string", "description": "A path below content/"})]
Colour = Annotated[str, typed(_colour, {"type": "string", "pattern": "^#"})]
Flag = Annotated[bool, typed(_flag, _FLAG_SCHEMA)]
Tag = Annotated[str, typed(_tag, {"type": ["string", "number"]})]
Hashtag = Annotated[str, typed(_hashtag, {"type": "string"})]
Line = Annotated[str, typed(_line, {"type": ["string", "number"]})]


# ------------------------------------------------------------------ small records


class Source(Record):
    """Where a claim comes from; `key` and `number` are given by the site."""

    title: Text
    publisher: Text | None = None
    author: Line = ""
    url: Address = ""
    date: Date | None = None
    archive: Address = ""
    retrieved: Date | None = None
    note: Text | None = None


def _source_form(value: object) -> str:
    return "source" if isinstance(value, (dict, Source)) else "key"


# A key of site.yaml's `sources`, or a source written out on the spot.
SourceRef = Annotated[
    Annotated[Id, UnionTag("key")] | Annotated[Source, UnionTag("source")],
    Discriminator(_source_form),
]
SourceRefs = Annotated[tuple[SourceRef, ...], one_or_many(SourceRef)]


class Sourced(Record):
    """A record that rests on sources: `source: S1`, or `sources: [S1, S2]`."""

    sources: SourceRefs = Field(default=(), validation_alias=AliasChoices("sources", "source"))

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The keys alone: once the site has numbered its sources there is nothing else."""
        return tuple(s for s in self.sources if isinstance(s, str))


class Picture(Record):
    """A picture with the words that stand for it."""

    file: File
    alt: Text
    credit: Text | None = None


class Target(Record):
    """Who is written to or called."""

    name: Text
    role: Text | None = None
    email: Line = ""
    phone: Line = ""
    handle: Line = ""
    url: Address = ""
    lang: Line = ""
