"""The six questions that a new site begins with: what is asked, offered and taken as an answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.kinds.values import Address, Colour, Hashtag, Line
from generator.locales import LocaleFault, is_language_tag, locale
from generator.problems import EnvironmentFault, Place, Problem

# What the theme's hero, link previews and menus can still show.
LONGEST_TITLE, LONGEST_DEMAND = 120, 300

CheckAccent = Callable[[str, Place], Iterable[Problem]]


class Unfit(Exception):
    """An answer that cannot be taken: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message + (f"\n   hint: {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new site is made from; an empty demand leaves the starter's own words standing."""

    title: str
    demand: str
    languages: tuple[str, ...]
    hashtags: tuple[str, ...]
    url: str
    accent: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `name` is the option's and the answer's; `read` raises Unfit.

    `offer` makes the default from the folder's name and the answers before it.
    """

    name: str
    words: str
    read: Callable[[str], Any]
    offer: Callable[[str, Mapping[str, Any]], str]


def questions(check_accent: CheckAccent) -> tuple[Question, ...]:
    """All six, in order; `check_accent` tells whether a colour can be read on the theme's paper."""

    def accent(said: str) -> str:
        # In a shell, what follows a '#' is lost unless it is quoted.
        bare = re.fullmatch("[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", said)
        colour: str = _typed(Colour, f"#{said}" if bare else said)
        for problem in check_accent(colour, Place("site.yaml")):
            raise Unfit(problem.message, problem.hint)
        return colour

    return (
        Question("title", "The campaign's title", _title, _offer_title),
        Question(
            "demand",
            "Its demand, in one sentence (Enter: later)",
            _demand,
            lambda folder, answers: "",
        ),
        Question(
            "languages",
            "Languages, the main one first (en, ar, fr …)",
            _languages,
            lambda folder, answers: "en",
        ),
        Question(
            "hashtags",
            "Hashtags",
            _hashtags,
            lambda folder, answers: _hashtag_of(answers["title"]),
        ),
        Question(
            "url",
            "Address where it will stand (Enter: not known yet)",
            lambda said: _typed(Address, said) if said else "",
            lambda folder, answers: "",
        ),
        Question(
            "accent",
            "The campaign's colour",
            accent,
            lambda folder, answers: "#b3001b",
        ),
    )


def answered(
    asked: Iterable[Question],
    folder: str,
    said: Mapping[str, str | None],
    prompt: Callable[[Question, str], Any] | None,
) -> Answers:
    """The answers: those said beforehand; for the rest what `prompt` learns, or what is offered.

    `prompt` gets a question and its default. Raises EnvironmentFault for what was said unfittingly.
    """
    answers: dict[str, Any] = {}
    for question in asked:
        before = said.get(question.name)
        offer = question.offer(folder, answers)
        if before is None and prompt:
            answers[question.name] = prompt(question, offer)
            continue
        try:
            answers[question.name] = question.read((offer if before is None else before).strip())
        except Unfit as unfit:
            raise EnvironmentFault(f"--{question.name}: {unfit.message}", unfit.hint) from unfit
    return Answers(**answers)


def _typed(kind: Any, said: str) -> Any:
    """An answer as the type that site.yaml wants, so that both refuse the same things."""
    try:
        return TypeAdapter(kind).validate_python(said)
    except ValidationError as error:
        context = error.errors(include_url=False)[0].get("ctx", {})
        raise Unfit(str(context.get("message", "")), str(context.get("hint", ""))) from error


def _one_line(said: str, longest: int) -> str:
    line: str = _typed(Line, " ".join(said.split()))
    try:
        line.encode()
    except UnicodeEncodeError as error:
        raise Unfit("this holds bytes that are no text", "type it again") from error
    if len(line) > longest:
        raise Unfit(f"this is {len(line)} characters long, and {longest} fit", "shorten it")
    return line


def _title(said: str) -> str:
    title = _one_line(said, LONGEST_TITLE)
    if not title:
        raise Unfit("the campaign needs a title", "it can be changed later, in site.yaml")
    return title


def _demand(said: str) -> str:
    return _one_line(said, LONGEST_DEMAND)


def _languages(said: str) -> tuple[str, ...]:
    codes: list[str] = []
    for word in filter(None, re.split(r"[\s,،;]+", said)):
        code = _spelt(word.replace("_", "-"))
        try:
            locale(code)
        except LocaleFault as fault:
            hint = (
                fault.hint if "did you mean" in fault.hint else "use codes such as en, ar or pt-BR"
            )
            raise Unfit(fault.message, hint) from fault
        if code in codes:
            raise Unfit(f"'{code}' stands here twice", "name each language once")
        codes.append(code)
    if not codes:
        raise Unfit("a site needs a language", "write its code, such as en, or several: en, ar")
    return tuple(codes)


def _spelt(tag: str) -> str:
    """A language tag in its usual spelling: en, pt-BR, zh-Hant."""
    if not is_language_tag(tag):
        return tag
    first, *others = tag.split("-")
    usual = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(usual.get(len(part), str.lower)(part) for part in others)])


def _hashtags(said: str) -> tuple[str, ...]:
    tags = filter(None, re.split(r"[\s,،;]+", said))
    return tuple(dict.fromkeys(_typed(Hashtag, tag) for tag in tags))


def _offer_title(folder: str, answers: Mapping[str, Any]) -> str:
    """The folder's name as a title: save-the-park becomes Save the park."""
    words = re.sub(r"[-_.\s]+", " ", folder).strip()
    try:
        return _title(words[:1].title() + words[1:])
    except Unfit:
        return "Our campaign"


def _hashtag_of(title: str) -> str:
    """The title as one word: SaveThePark, or أنقذوا_الحديقة where letters have no capitals."""
    words = ["".join(filter(_spells, word)) for word in title.split()]
    words = [word for word in words if word]
    cased = all(word[0].upper() != word[0].lower() or word[0].isdigit() for word in words)
    tag = ("" if cased else "_").join(word[0].upper() + word[1:] for word in words)
    try:
        return str(_typed(Hashtag, tag))
    except Unfit:
        return ""


def _spells(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"
