"""The values that all kinds share: text by language, dates, addresses, ids, files."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar
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
    field_validator,
)
from pydantic import Tag as UnionTag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from generator.dates import DateFault, EdtfDate, parse
from generator.kinds.text import Text, fault, show, spoken
from generator.locales import is_language_tag

# Bidirectional overrides and embeddings can make a name read as another (CVE-2021-42574).
_CONTROLS = re.compile("[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Record(BaseModel):
    """The common base: frozen, and a key that it does not know is an error.

    `decisive` are keys whose value nobody may leave out once they stand there: without it a record
    would be published, or a person shown, against what the key was written for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    decisive: ClassVar[frozenset[str]] = frozenset()


def as_list(value: object) -> object:
    """One thing where several may stand is a list of one."""
    return value if isinstance(value, (list, tuple)) else [value]


def one_or_many(item: Any) -> Any:
    """`Annotated[tuple[X, ...], one_or_many(X)]`: a list, where a list of one may be left bare."""
    return BeforeValidator(as_list, json_schema_input_type=tuple[item, ...] | item)


# ------------------------------------------------------------------ single values


def typed(check: Callable[[str], object], schema: Mapping[str, Any]) -> Any:
    """A pydantic annotation for one written word: `check` turns it into a value or refuses it."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            fault("wrong-type", f"this must be one value; you wrote {show(value)}")
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


def _is_mark(char: str) -> bool:
    """Vowel signs and the like, which belong to the letter before them."""
    return unicodedata.category(char)[0] == "M"


def _identifier(text: str) -> str:
    name = unicodedata.normalize("NFC", text)
    if not 0 < len(name) <= 100 or not all(c.isalnum() or c in "-_." or _is_mark(c) for c in name):
        hint = "use letters, digits and hyphens, as in 'second-hospital'"
        fault("bad-id", f"{show(text)} cannot be an id", hint)
    return name


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or _CONTROLS.search(text) or " " in text:
        hint = "an address begins with https:// and has no blanks"
        fault("bad-address", f"{show(text)} is not a web address", hint)
    return text


def _file(text: str) -> str:
    path = unicodedata.normalize("NFC", text.removeprefix("./"))
    if "://" in path:
        fault("remote-image", f"{show(text)} lies on another server", "download it to media/")
    if not path or path.startswith("/") or "\\" in path or ".." in path.split("/"):
        hint = "write the path below content/, as in 'media/photo.jpg'"
        fault("outside-link", f"{show(text)} leads out of content/", hint)
    return path


def _colour(text: str) -> str:
    short = re.fullmatch("#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])", text)
    if short:
        return "#" + "".join(c * 2 for c in short.groups()).lower()
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        fault("bad-colour", f"{show(text)} is not a colour", 'write it as "#b3001b", in quotes')
    return text.lower()


def _flag(text: str) -> bool:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if text.casefold() not in words:
        fault("wrong-value", f"{show(text)} is neither yes nor no", "write yes or no")
    return words[text.casefold()]


def _tag(text: str) -> str:
    if not any(c.isalnum() for c in text) or len(text) > 60 or _CONTROLS.search(text):
        hint = "a tag has at least one letter or digit, and at most 60"
        fault("bad-tag", f"{show(text)} cannot be a tag", hint)
    return unicodedata.normalize("NFC", text)


def _hashtag(text: str) -> str:
    tag = unicodedata.normalize("NFC", text.removeprefix("#"))
    if not tag or not all(c.isalnum() or c == "_" or _is_mark(c) for c in tag):
        hint = "a hashtag is one word of letters and digits, as in MakeFacebookRed"
        fault("bad-hashtag", f"{show(text)} cannot be a hashtag", hint)
    return tag


def _line(text: str) -> str:
    found = _CONTROLS.search(text)
    if found:
        sign = f"U+{ord(found[0]):04X}"
        hint = "write the words again without it"
        fault("control-character", f"{show(text)} holds the invisible character {sign}", hint)
    return text


def _language(text: str) -> str:
    if not is_language_tag(text):
        fault("unknown-language", f"{show(text)} is no language tag", "use a tag such as en or ar")
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", text):
        hint = "write it as press@example.org, without anything behind it"
        fault("bad-address", f"{show(text)} is not an e-mail address", hint)
    return text


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9][0-9 ()./-]{2,25}", text):
        hint = "write it as +44 20 7946 0000"
        fault("bad-address", f"{show(text)} is not a telephone number", hint)
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
LanguageTag = Annotated[str, typed(_language, {"type": "string"})]
Email = Annotated[str, typed(_email, {"type": "string", "format": "email"})]
Phone = Annotated[str, typed(_phone, {"type": "string"})]
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


class Correction(Record):
    """What was wrong, and since when it is right."""

    date: Date
    text: Text


class Corrected(Record):
    """A record that says what was wrong in it."""

    corrections: Annotated[tuple[Correction, ...], one_or_many(Correction)] = ()


class Sourced(Corrected):
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
    """Who is written to or called; `checked` is when somebody last made sure of the address."""

    name: Text
    role: Text | None = None
    email: Email = ""
    phone: Phone = ""
    handle: Line = ""
    url: Address = ""
    lang: LanguageTag = ""
    checked: Date | None = None

    @field_validator("lang")
    @classmethod
    def _spoken(cls, code: str, info: ValidationInfo) -> str:
        """No words can be written in a language that the site does not have."""
        if code:
            spoken(code, info.context)
        return code

    @field_validator("name", "role")
    @classmethod
    def _in_one_line(cls, text: Text | None) -> Text | None:
        """Names are put into subjects and salutations, which have no second line."""
        for words in text.words.values() if text else ():
            _line(words.strip())
        return text
