"""What Jinja and Python say of a mistake in a template, in plain words."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jinja2 import TemplateNotFound

from generator.problems import did_you_mean
from generator.render.environment import public_names

_RECEIVES = "docs/themes.md lists what a template receives"
# What every template may name, a directive's included.
ALWAYS = ("site", "page", "lang", "body", "entries", "options")

# Tags that a closing one follows, and those that stand alone or within others.
_BLOCKS = ("if", "for", "block", "macro", "call", "filter", "set", "with", "autoescape", "raw")
_SINGLE = ("elif", "else", "extends", "include", "import", "from")
_TAGS = (*_BLOCKS, *_SINGLE, *(f"end{name}" for name in _BLOCKS))

# What tags are called in other languages.
_MEANT = {"elseif": "elif", "elsif": "elif", "foreach": "for"}

_TAG = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?\{%[-+]?\s*endraw\b|\{%[-+]?\s*(\w+)(.*?)%\}", re.DOTALL
)
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Said:
    """A message, the word that it is about, a hint; and a line where it is not the error's."""

    message: str
    word: str = ""
    hint: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """A template with a mistake: its text, the line, and what templates may name."""

    text: str
    line: int
    names: dict[str, list[str]]

    @property
    def lines(self) -> list[str]:
        return _LINE_END.split(self.text)

    def near(self, what: str, word: str, otherwise: str = "") -> str:
        return did_you_mean(word, self.names.get(what, ()), otherwise)

    def opened(self, name: str) -> int:
        """The line of the innermost `{% name %}` that is open at the mistake; 0 if none is."""
        lines = [line for tag, line in _open_tags(self.text) if tag == name]
        return lines[-1] if lines else 0

    def dotted(self, name: str) -> str:
        """The name with what stands before it on its line, as in `site.title`."""
        line = self.lines[self.line - 1] if 0 < self.line <= len(self.lines) else ""
        found = re.search(rf"\b[a-zA-Z_][\w.]*\.{re.escape(name)}\b", line)
        return found[0] if found else name


def _open_tags(text: str) -> list[tuple[str, int]]:
    """The tags that are never closed, or not before one that closes another; with their lines."""
    still: list[tuple[str, int]] = []
    for name, rest, line in _tags(text):
        if name in _BLOCKS and not (name == "set" and "=" in rest):
            still.append((name, line))
        elif name.startswith("end") and name[3:] in _BLOCKS:
            if not still or still[-1][0] != name[3:]:
                break
            still.pop()
    return still


def _tags(text: str) -> Iterator[tuple[str, str, int]]:
    for found in _TAG.finditer(text):
        if found[1]:
            yield found[1], found[2], len(_LINE_END.findall(text, 0, found.start(1))) + 1


def said(error: Exception, scene: Scene) -> Said:
    """What is wrong, as people read it: what nobody has put into words here stays as it is."""
    if isinstance(error, TemplateNotFound):
        name = error.templates[-1] if error.templates else error.name
        hint = scene.near("template", str(name), "docs/themes.md lists the theme's files")
        return Said(f"there is no template '{name}'", str(name), hint)
    message = getattr(error, "message", None) or str(error)
    if isinstance(error, KeyError):
        return Said(f"there is no {message}", message.strip("'\""), _RECEIVES)
    for pattern, say in _SAYINGS:
        found = pattern.search(message)
        if found:
            return say(found, scene)
    return Said(message, "", _RECEIVES)


def _never_closed(found: re.Match[str], scene: Scene) -> Said:
    name = found[1]
    line = scene.opened(name)
    where = f" in line {line}" if line else ""
    hint = f"write '{{% end{name} %}}' where it ends"
    return Said(f"'{{% {name} %}}'{where} is never closed", name, hint, line)


def _closed_too_early(found: re.Match[str], scene: Scene) -> Said:
    name, inner = found[1], found[2]
    if name not in _TAGS:
        return _no_tag(found, scene)
    line = scene.opened(inner)
    where = f" of line {line}" if line else ""
    message = f"'{{% {name} %}}' stands where '{{% {inner} %}}'{where} is still open"
    return Said(message, name, f"write '{{% end{inner} %}}' before it")


def _no_tag(found: re.Match[str], scene: Scene) -> Said:
    name = found[1]
    if name in _TAGS:
        hint = "take it away, or look whether the tag that opens it is missing"
        return Said(f"'{{% {name} %}}' belongs to no open tag", name, hint)
    hint = did_you_mean(_MEANT.get(name, name), _TAGS)
    return Said(f"there is no tag '{{% {name} %}}'", name, hint)


def _no_name(found: re.Match[str], scene: Scene) -> Said:
    return Said(f"there is no '{found[1]}'", found[1], scene.near("name", found[1], _RECEIVES))


def _no_part(found: re.Match[str], scene: Scene) -> Said:
    """What has no such attribute: of our own types it is known what they have."""
    # Jinja's words are all that is left of what was asked: they name its type.
    module, _, kind = found[1].removesuffix(" object").rpartition(".")
    owner = getattr(sys.modules.get(module), kind, None)
    known = public_names(owner) if isinstance(owner, type) else None
    whole = scene.dotted(found[2])
    return Said(f"there is no '{whole}'", whole, did_you_mean(found[2], known or (), _RECEIVES))


def _unknown(what: str) -> Callable[[re.Match[str], Scene], Said]:
    def say(found: re.Match[str], scene: Scene) -> Said:
        return Said(
            f"there is no {what} '{found[1]}'", found[1], scene.near(what, found[1], _RECEIVES)
        )

    return say


# Jinja's names of what stands in a template, as people see it.
_SIGNS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
}


def _lacking(found: re.Match[str], _: Scene) -> Said:
    """Something stands where something else should: a closing sign means that it is missing."""
    sign = _SIGNS.get(found[1], found[1])
    if found[1] in _SIGNS:
        return Said(f"something is missing before '{sign}'", sign)
    return Said(f"'{sign}' cannot stand here", sign)


def _instead(found: re.Match[str], _: Scene) -> Said:
    wanted, stands = (_SIGNS.get(name, name) for name in found.groups())
    wanted = "a name" if wanted == "name" else f"'{wanted}'"
    return Said(f"{wanted} is missing before '{stands}'", stands)


def _plain(message: str, word: str = "", hint: str = "") -> Callable[..., Said]:
    """The same words each time; `{}` is what the pattern caught, in the message and the word."""

    def say(found: re.Match[str], _: Scene) -> Said:
        caught = found[1] if found.re.groups else ""
        return Said(message.replace("{}", caught), word.replace("{}", caught), hint)

    return say


# What Jinja and Python say, in the order of looking; and what is said instead.
_SAYINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Scene], Said]], ...] = tuple(
    (re.compile(pattern, re.DOTALL), say)
    for pattern, say in (
        (r"Unexpected end of template.* closed is '(\w+)'", _never_closed),
        (r"unknown tag '(\w+)'.* closed is '(\w+)'", _closed_too_early),
        (r"unknown tag '(\w+)'", _no_tag),
        (r"No filter named '(.+)'", _unknown("filter")),
        (r"No test named '(.+)'", _unknown("test")),
        (r"block '(\w+)' defined twice", _plain("there are two blocks '{}'", "{}")),
        (r"Missing end of comment", _plain("'{#' is never closed", "{#", "close it with '#}'")),
        (r"Missing end of raw", _plain("'{% raw %}' is never closed", "raw")),
        (r"end of template, expected '.*print", _plain("'{{' is never closed", "{{")),
        (r"end of template, expected '.*block", _plain("'{%' is never closed", "{%")),
        (r"expected token '(.+)', got '(.+)'", _instead),
        (r"unexpected char (?:'|\")(.+)(?:'|\") at", _plain("'{}' cannot stand here", "{}")),
        (r"(?:expression, got|unexpected) '([^']+)'", _lacking),
        (r"^'(\w+)' is undefined", _no_name),
        (r"^'(.+?)' has no attribute '(.+)'", _no_part),
        (r"object has no element (.+)", _plain("there is nothing at [{}]", "{}")),
        (r"requested name '(\w+)'", _plain("there is no macro '{}' to import", "{}")),
        (r"access to attribute '(\w+)'", _plain("'{}' is not for templates", "{}", _RECEIVES)),
        (r"not safely callable", _plain("this is not for templates", hint=_RECEIVES)),
        (r"object is not callable", _plain("this cannot be called: it is no function")),
        (r"not iterable", _plain("this cannot be gone through: it is no list")),
        (
            r"can only concatenate|unsupported operand",
            _plain(
                "this cannot be calculated", hint="'~' joins texts, '|int' makes a number of one"
            ),
        ),
        (r"required positional arguments?: (.+)", _plain("in the brackets is missing: {}")),
        (r"unexpected keyword argument '(\w+)'", _plain("there is no argument '{}'", "{}")),
        (r"positional arguments? but", _plain("too much stands in the brackets")),
    )
)
