"""Text by language, and how a value is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, Self

from pydantic import GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.problems import did_you_mean


@dataclass(frozen=True, slots=True)
class Speech:
    """What the site speaks: handed to every model as its validation context.

    `plain` is the language of texts that name none, where that is not the default: a page's own.
    """

    default: str = "en"
    languages: tuple[str, ...] = ("en",)
    plain: str = ""


def fault(code: str, message: str, hint: str = "", key: str = "") -> NoReturn:
    """Refuse a value, in plain words; `key` names the inner key that the mistake stands at."""
    context = {"code": code, "message": message, "hint": hint, "key": key}
    raise PydanticCustomError("handbill", "{message}", context)


def spoken(code: str, speech: object, key: str = "") -> None:
    """Refuses a language that the site does not have; where no site is known, any may be."""
    if isinstance(speech, Speech) and code not in speech.languages:
        known = f"the site's languages are {', '.join(speech.languages)}"
        hint = did_you_mean(code, speech.languages, known)
        fault("unknown-language", f"'{code}' is no language of this site", hint, key)


def show(value: object) -> str:
    """What was written, as a message may repeat it."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'" if text is value else text


@dataclass(frozen=True, slots=True)
class Text:
    """Prose by language: a plain string is in the site's default language, or in its page's."""

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
            code = speech.plain or speech.default
            return cls({code: value} if value.strip() else {}, speech.default)
        if not isinstance(value, dict):
            fault("wrong-type", f"this must be a text; you wrote {show(value)}", _BY_LANGUAGE)
        for code, words in value.items():
            spoken(code, speech, key=code)
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
