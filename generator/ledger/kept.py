"""The posts that a campaign keeps, read without its pages: these may be broken meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.kinds import KINDS
from generator.kinds.campaign import Campaign
from generator.kinds.permalink import recognise
from generator.kinds.post import Post
from generator.kinds.text import Speech
from generator.ledger.veil import Veil
from generator.model import Document, Hidden, Source
from generator.problems import EnvironmentFault, Place, Problem, did_you_mean
from generator.read.discover import discover
from generator.read.parse import kind_of, parse_campaign, parse_records
from generator.resolve.identity import by_id
from generator.resolve.protect import hidden_values

POSTS = KINDS["post"]


@dataclass(frozen=True, slots=True)
class Kept:
    """The posts by id, refused ones included, with what is wrong in their files.

    `files` are the bytes of those files by path from the site's root.
    """

    root: Path
    campaign: Campaign
    speech: Speech
    documents: Mapping[str, Document]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    def posts(self) -> Iterator[tuple[str, Post, Document]]:
        """Those that could be read, in the order of their files."""
        for ident, document in self.documents.items():
            if isinstance(document.value, Post):
                yield ident, document.value, document

    def post(self, ident: str) -> tuple[Post, Document]:
        """The post with an id. Raises EnvironmentFault where there is none, or it is broken."""
        document = self.documents.get(ident)
        if document is None:
            raise self._unknown(ident)
        if not isinstance(document.value, Post):
            hint = "see what is wrong: handbill post list"
            raise EnvironmentFault(f"the record of '{ident}' has mistakes", hint)
        return document.value, document

    def veil(self, *more: Hidden) -> Veil:
        """What takes everything that these posts hide, and `more`, out of what is told."""
        return Veil((*hidden_values(self.documents), *more), self.campaign.unguarded)

    def _unknown(self, ident: str) -> EnvironmentFault:
        veil = self.veil()
        shown = [known for known in self.documents if not veil.tells(known)]
        hint = _LOST if ident.startswith("lost-") else did_you_mean(ident, shown, _LIST)
        return EnvironmentFault(veil.said(f"no post has the id '{ident}'"), hint)


_LIST = "see all ids: handbill post list"
_LOST = (
    "a page makes such a post from an address alone on a line: to have a record of it that can be "
    "protected, write 'handbill post add ADDRESS --id' with this id, or add the YAML that "
    "'handbill build' offers"
)


def kept(root: Path) -> Kept:
    """All posts of the site in `root`. Raises EnvironmentFault where site.yaml cannot be read."""
    site, _ = parse_campaign(_bytes(root / "site.yaml"))
    if site is None:
        hint = "see what is wrong: handbill check"
        raise EnvironmentFault("site.yaml has mistakes, and posts depend on it", hint)
    speech = Speech(site.lang, tuple(site.value.languages))
    sources, _ = discover(root)
    files: dict[str, bytes] = {}
    documents: list[Document] = []
    problems: list[Problem] = []
    for source in sources:
        if kind_of(source) is POSTS:
            files[source.path] = _bytes(source.file)
            found, wrong = parse_records(source, POSTS, files[source.path], speech)
            documents += found
            problems += wrong
    ids, double = by_id(documents)
    every = (*problems, *double)
    return Kept(root, site.value, speech, ids.get("post", {}), files, every)


def identity(url: str) -> tuple[str, str]:
    """What two addresses of one post have in common: its network and number, else the address."""
    link = recognise(url)
    return link.key if link else ("", url.strip())


def read_back(kept: Kept, path: str, data: bytes) -> tuple[list[Document], list[Problem]]:
    """The posts of a file as the project reads them, once it says `data`."""
    return parse_records(Source(path, kept.root / path), POSTS, data, kept.speech)


def whereabouts(document: Document, key: str = "url") -> Place:
    """Where a record stands; only its file if it protects somebody, as the line might name them."""
    if not isinstance(document.value, Post) or document.value.protect != "nothing":
        return Place(document.places.path)
    return document.places.key(key)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"cannot read {file.name}: {error.strerror}") from error
