"""What a packed copy says beside the site's own pages: by language, and whose copy it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from string import Template


@dataclass(frozen=True, slots=True)
class Voice:
    """A language of the campaign: its code, name and direction, the title and the theme's words."""

    code: str
    name: str
    direction: str
    title: str
    say: Callable[..., str]


@dataclass(frozen=True, slots=True)
class Edition:
    """Whose copy is made: `name` begins its files' names, `url` is the site's address or empty.

    The first of the `voices` is the default one. `template` reads a file of templates/pack/, the
    campaign's own before the theme's; it holds text with `$names`, and no code.
    """

    name: str
    url: str
    voices: tuple[Voice, ...]
    template: Callable[[str], str]

    def fill(self, name: str, **values: str) -> str:
        """A template with its names filled in; a name that is not known stays as it is."""
        return Template(self.template(name)).safe_substitute(values)
