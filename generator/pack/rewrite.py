"""A finished page as a part of a single file: its ids are its own, and nothing in it is fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from generator.check.scan import EMPTY, END, START, WORDS, Token, tokens
from generator.pack.addresses import Addresses, place
from generator.pack.leaves import HOME, Leaf, inside
from generator.pack.pictures import Picture, candidates, media_type
from generator.pack.styles import PAGE

# Elements that go with all that is in them: they run, load, or want a script.
_GONE = frozenset(
    "script style template iframe object canvas video audio button noembed noframes".split()
)
# Of these only the tags go.
_TAGS_GONE = frozenset(
    f"html head body link meta base embed param track noscript source plaintext {PAGE}".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

# Attributes that name one or more elements of the same page.
_NAMES_IDS = frozenset(
    "for list headers form popovertarget commandfor itemref aria-labelledby aria-describedby "
    "aria-details aria-controls aria-owns aria-flowto aria-activedescendant "
    "aria-errormessage".split()
)
# Attributes that load, send, or run; styles in them are forbidden on the site as well.
_ATTRIBUTES_GONE = re.compile(
    r"on.*|style|ping|background|srcdoc|action|formaction|manifest|nonce|integrity|"
    r"srcset|sizes|poster|lowsrc|dynsrc|download|cite|data-say-.*"
)
# What is left of a link that leads nowhere.
_PLAIN = ("id", "class", "lang", "dir")
_FRAGMENT = re.compile(r"""url\(\s*["']?#([^)"']+)["']?\s*\)""")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture's place in the text: what stands there with it, and what without it.

    In `tag`, a NUL stands where its data goes.
    """

    picture: Picture
    tag: str
    instead: str


Piece = str | Shown


@dataclass(slots=True)
class Rewriter:
    """Rewrites one page, and puts `ending` behind it.

    `needs_site` says what stands in the place of a tool, given the page's address; `absent` what
    stands in that of a picture, given its words and its address.
    """

    leaf: Leaf
    addresses: Addresses
    files: Mapping[str, tuple[int, str]]
    needs_site: Callable[[str], str]
    absent: Callable[[str, str], str]
    ending: str = ""
    _open: list[tuple[str, str]] = field(default_factory=list)
    _sources: list[tuple[str, int]] = field(default_factory=list)

    def pieces(self) -> Iterator[Piece]:
        """The page as a <site-page>, with all that its <body> holds."""
        yield self._opening()
        skipped, depth = "", 0
        for token in _body(self.leaf.text):
            kind, name, attrs, _ = token
            if skipped:
                if kind in (START, END) and name == skipped:
                    depth += 1 if kind == START else -1
                    skipped = skipped if depth else ""
            elif kind in (START, EMPTY) and self._goes(name, attrs):
                if name == "form":
                    yield self.needs_site(self.addresses.outside(self.leaf.path))
                if kind == START and name not in _VOID:
                    skipped, depth = name, 1
            elif kind == WORDS:
                # A lone sign must not begin a tag with what comes to stand behind it.
                yield name.replace("<", "&lt;")
            elif kind in (START, EMPTY, END) and name not in _TAGS_GONE:
                yield self._closing(name) if kind == END else self._element(token)
            elif name == "source":
                self._note(attrs)
        # What the page leaves open would swallow all pages behind it.
        yield "".join(end for _, end in reversed(self._open))
        yield f"{self.ending}</{PAGE}>\n"

    def _goes(self, name: str, attrs: Mapping[str, str]) -> bool:
        if name == "button":
            return not attrs.keys() & {"popovertarget", "commandfor"}
        return name in _GONE or name == "form"

    def _element(self, token: Token) -> Piece:
        kind, name, attrs, _ = token
        if name == "img":
            return self._picture(attrs)
        shown, kept = name, self._kept(attrs)
        if name in ("a", "area"):
            shown, kept = self._link(name, attrs.get("href", ""), kept)
        elif name == "picture":
            self._sources.clear()
        if kind == START and name not in _VOID:
            self._open.append((name, f"</{shown}>"))
        return _tag(kind, shown, kept)

    def _closing(self, name: str) -> str:
        """The end of an element and of all that is open in it; nothing if it never began."""
        names = [opened for opened, _ in self._open]
        if name not in names:
            return ""
        first = len(names) - 1 - names[::-1].index(name)
        ends = "".join(end for _, end in reversed(self._open[first:]))
        del self._open[first:]
        return ends

    def _opening(self) -> str:
        leaf, said = self.leaf, self._kept(self.leaf.body)
        first = " packed-home" if leaf.path == HOME else ""
        own = {"id": place(leaf.path), "lang": leaf.lang, "dir": leaf.direction}
        own["class"] = f"{said.get('class', '')}{first}".strip()
        return _tag(START, PAGE, {**said, **own})

    def _kept(self, attrs: Mapping[str, str]) -> dict[str, str]:
        """An element's attributes as they stand in the file."""
        kept = {}
        for name, value in attrs.items():
            if name == "id":
                kept[name] = place(self.leaf.path, value)
            elif name in _NAMES_IDS:
                kept[name] = " ".join(place(self.leaf.path, one) for one in value.split())
            elif name in ("href", "src", "xlink:href"):
                # Links and pictures are looked after elsewhere: what is left is of drawings.
                if value.startswith("#"):
                    kept[name] = f"#{place(self.leaf.path, value[1:])}"
            elif not _ATTRIBUTES_GONE.fullmatch(name):
                kept[name] = _FRAGMENT.sub(self._fragment, value) if "url(" in value else value
        return kept

    def _fragment(self, found: re.Match[str]) -> str:
        return f'url("#{place(self.leaf.path, found.group(1))}")'

    def _link(self, name: str, href: str, kept: dict[str, str]) -> tuple[str, dict[str, str]]:
        """A link; one that leads nowhere from here is text like any other."""
        target = self.addresses.follow(self.leaf.path, href) if href else ""
        if target:
            return name, {**kept, "href": target}
        plain = {key: value for key, value in kept.items() if key in _PLAIN}
        return "span" if name == "a" else name, plain

    def _note(self, attrs: Mapping[str, str]) -> None:
        """A <source> of a picture: another size of it, unless it is for some screens alone."""
        if not attrs.get("media"):
            self._sources += candidates(attrs.get("srcset", ""))

    def _picture(self, attrs: Mapping[str, str]) -> Piece:
        said = [*self._sources, *candidates(attrs.get("srcset", "")), (attrs.get("src", ""), 0)]
        self._sources.clear()
        kept = self._kept(attrs)
        if attrs.get("src", "").startswith("data:"):
            return _tag(START, "img", {**kept, "src": attrs["src"]})
        alt = attrs.get("alt", "")
        found: dict[str, int] = {}
        for address, width in said:
            path = (inside(self.leaf.path, address) or ("",))[0]
            if path in self.files and media_type(path):
                found[path] = max(width, found.get(path, 0))
        linked = ("a", "</a>") in self._open
        outside = "" if linked or not found else self.addresses.outside(list(found)[-1])
        instead = self.absent(alt, outside) if alt else ""
        if not found:
            return instead
        variants = sorted(found.items(), key=lambda one: (self.files[one[0]][0], one[0]))
        return Shown(Picture(tuple(variants)), _tag(START, "img", {**kept, "src": "\0"}), instead)


def _body(text: str) -> Iterator[Token]:
    """What stands in the <body>, also where its tag is left out."""
    every = list(tokens(text))
    for number, (kind, name, _, _) in enumerate(every):
        if (kind == START and name == "body") or (kind == END and name == "head"):
            return iter(every[number + 1 :])
    return iter(every)


def _tag(kind: str, name: str, attrs: Mapping[str, str]) -> str:
    said = "".join(
        f' {key}="{escape(value)}"' if value else f" {key}" for key, value in attrs.items()
    )
    return f"<{name}{said}{'/' if kind == EMPTY else ''}>"
