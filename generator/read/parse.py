"""Files become documents: front matter and body, or the records of a YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import PurePosixPath

from generator.kinds import KINDS, Kind
from generator.kinds.campaign import Campaign
from generator.kinds.page import FrontMatter
from generator.kinds.text import Speech
from generator.locales import is_language_tag
from generator.model import Document, Places, Source
from generator.problems import Place, Problem, misspelt
from generator.read.text import decode
from generator.read.validate import known_keys, validate
from generator.read.yaml import is_partial, parse_yaml

_HEAD = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LANGUAGE_ENDING = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")


def parse_campaign(data: bytes) -> tuple[Document | None, list[Problem]]:
    """site.yaml; None when there is nothing that later steps could stand on."""
    text = decode(data, "site.yaml")
    if isinstance(text, Problem):
        return None, [text]
    value, places, problems = parse_yaml(text, "site.yaml")
    languages = value.get("languages") if isinstance(value, dict) else None
    code = value.get("language") if isinstance(value, dict) else None
    codes = tuple(map(str, languages)) if isinstance(languages, (dict, list)) else ()
    codes = codes or (code if isinstance(code, str) else "en",)
    if is_partial(problems):
        return None, problems
    campaign, more = validate(Campaign, value or {}, places, Speech(codes[0], codes))
    if campaign is None:
        return None, problems + more
    digest = blake2b(data).hexdigest()
    whole = Document("campaign", "", campaign, places, codes[0], digest=digest)
    return whole, problems + more


def parse_page(source: Source, data: bytes, speech: Speech) -> tuple[Document, list[Problem]]:
    """A Markdown file: what its front matter says, and its body with the line it begins on."""
    key, language, problems = _key_and_language(source.path, speech)
    empty = Document("page", key, None, Places(source.path), language)
    text = decode(data, source.path)
    if isinstance(text, Problem):
        return empty, [*problems, text]
    head, body, line, unfit = _split(text, source.path)
    if unfit:
        return empty, [*problems, unfit]
    value, places, more = parse_yaml(head, source.path, 2)
    problems += more
    front = None
    if not is_partial(more):
        language = _said_language(value) or language
        own = replace(speech, plain=language)
        front, wrong = validate(FrontMatter, value or {}, places, own)
        problems += wrong + _foreign_keys(value, places)
    digest = blake2b(head.encode()).hexdigest()
    return Document("page", key, front, places, language, body, line, digest), problems


def _split(text: str, path: str) -> tuple[str, str, int, Problem | None]:
    """Front matter, body, the body's first line, and what is wrong with the head's fence."""
    if text.startswith("+++"):
        hint = "write it in YAML: 'title: …' between two lines '---'"
        return (
            "",
            "",
            1,
            Problem("front-matter", "front matter in TOML", Place(path, 1, 1, 3), hint),
        )
    if not re.match(r"---[ \t]*(\n|\Z)", text):
        return "", text, 1, None
    found = _HEAD.match(text)
    if not found:
        message = "the front matter is never closed"
        hint = "add a line '---' below the last key"
        return "", "", 1, Problem("front-matter", message, Place(path, 1, 1, 3), hint)
    return found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1, None


def _key_and_language(path: str, speech: Speech) -> tuple[str, str, list[Problem]]:
    """`content/about.ar.md` is the Arabic version of `about`."""
    key = path.removeprefix("content/").removesuffix(".md")
    stem, dot, ending = key.rpartition(".")
    if dot and "/" not in ending and stem and not stem.endswith("/"):
        if ending in speech.languages:
            return stem, ending, []
        if _LANGUAGE_ENDING.fullmatch(ending):
            message = f"'{ending}' is no language of this site"
            hint = f"add it to 'languages' in site.yaml (now: {', '.join(speech.languages)})"
            return stem, ending, [Problem("unknown-language", message, Place(path), hint)]
    return key, speech.default, []


def _said_language(value: object) -> str:
    """Front matter's `lang`: its texts are in it, so it has to be known before they are read."""
    said = value.get("lang") if isinstance(value, dict) else None
    return said.strip() if isinstance(said, str) and is_language_tag(said.strip()) else ""


def _foreign_keys(value: object, places: Places) -> list[Problem]:
    known = known_keys(FrontMatter)
    problems: list[Problem] = []
    for key in set(value) - set(known) if isinstance(value, dict) else ():
        near = misspelt(key, known)
        if near:
            message = f"unknown key '{key}'"
            problem = Problem("unknown-key", message, places.key(key), f"did you mean '{near}'?")
        else:
            message = f"'{key}' is no key of ours; templates find it as page.extra['{key}']"
            problem = Problem("foreign-key", message, places.key(key))
        problems.append(problem)
    return problems


def kind_of(source: Source) -> Kind | None:
    """Which kind of record a YAML file holds, told by its folder or name."""
    path = PurePosixPath(source.path)
    if path.suffix.lower() not in (".yaml", ".yml") or len(path.parts) < 2:
        return None
    name = path.parts[1] if len(path.parts) > 2 else path.stem
    return next((kind for kind in KINDS.values() if kind.folder == name), None)


def parse_records(
    source: Source, kind: Kind, data: bytes, speech: Speech
) -> tuple[list[Document], list[Problem]]:
    """A YAML file of one record, or a list of them."""
    text = decode(data, source.path)
    if isinstance(text, Problem):
        return [], [text]
    value, places, problems = parse_yaml(text, source.path)
    digest = blake2b(data).hexdigest()
    documents: list[Document] = []
    partial = is_partial(problems)
    for record, where, default in _records(value, places, PurePosixPath(source.path).stem):
        if isinstance(record, dict) and "id" not in record and default:
            record = {"id": default, **record}
        model, wrong = (None, []) if partial else validate(kind.model, record, where, speech)
        problems += map(_discreet, wrong) if _protects(record) else wrong
        written = record.get("id") if isinstance(record, dict) else ""
        ident = getattr(model, "id", "") or (written if isinstance(written, str) else "")
        if model is not None and not ident:
            hint = "each record of a list needs one: 'id: …'"
            problems.append(Problem("missing-key", "'id' is missing", where.key(), hint))
        documents.append(Document(kind.name, ident, model, where, speech.default, digest=digest))
    return documents, problems


# Refused values are repeated between these; keys are named as well, and stay.
_VALUE = re.compile(r"'[^']*'")
_OF_VALUES = ("bad-", "wrong-", "remote-", "outside-", "unknown-", "duplicate-")


def _protects(record: object) -> bool:
    """Whether a record hides somebody, or tries to: the key may be misspelt."""
    if not isinstance(record, dict):
        return False
    return any(record[key] != "nothing" for key in record if _means_protect(str(key)))


@lru_cache(maxsize=1_000)
def _means_protect(key: str) -> bool:
    return key == "protect" or bool(misspelt(key, ["protect"]))


def _discreet(problem: Problem) -> Problem:
    """Without the value that was refused, and without its line: they may be what is hidden."""
    message = problem.message
    if problem.code.startswith(_OF_VALUES) and not problem.hint.startswith("did you mean"):
        message = _VALUE.sub("'…'", message)
    return replace(problem, message=message, quiet=True)


def _records(value: object, places: Places, stem: str) -> Iterator[tuple[object, Places, str]]:
    """A record, its places, and the id that it has when it names none: the file's name."""
    if isinstance(value, list):
        yield from ((item, places.below(i), "") for i, item in enumerate(value))
    elif value is not None:
        yield value, places, stem
