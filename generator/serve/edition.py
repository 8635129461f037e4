"""What the preview shows at one moment: the site as its files stood, made as it is looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Translation:
    """A language of the site and this page in it: `url` is empty where there is none.

    `state` is 'here', 'there', 'missing', or 'older' where the original was changed since.
    """

    lang: str
    name: str
    dir: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class ShareCount:
    """How long the page's share text is on a network; `limit` 0 means that it has none."""

    network: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the preview's bar tells of one page.

    `source` is the file that it, or the one record or list that it shows, is written in, from the
    site's root, or '' for a page that follows from many. `html`, `styles`, `scripts` and
    `pictures` are bytes as they travel without compression; `packed` is HTML and styles gzip'd.
    `publish` and `expires` are ISO dates, or ''.
    """

    title: str
    lang: str
    dir: str
    source: str = ""
    line: int = 1
    html: int = 0
    styles: int = 0
    scripts: int = 0
    pictures: int = 0
    packed: int = 0
    words: int = 0
    minutes: int = 0
    draft: bool = False
    publish: str = ""
    expires: str = ""
    translations: tuple[Translation, ...] = ()
    share: tuple[ShareCount, ...] = ()


class Edition(Protocol):
    """One state of the site; it never changes, but for what is found wrong with it later.

    `failed` says that there are errors: pages are then those of the last edition without. Every
    method may be called from any thread, and may take as long as drawing takes.
    """

    @property
    def number(self) -> int: ...
    @property
    def failed(self) -> bool: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...

    def has(self, path: str) -> bool:
        """Whether the output has a file: quick, and nothing is drawn."""
        ...

    def get(self, path: str) -> bytes | None:
        """An output by its path, such as 'ar/about.html', as it would be published; or None."""
        ...

    def facts(self, path: str) -> PageFacts | None:
        """What the bar tells of an HTML page."""
        ...


class Press(Protocol):
    """Makes editions. `update` is called by one thread at a time."""

    def update(self, paths: Collection[Path] | None = None) -> Edition:
        """The site as it is now; `paths` are the files that changed, None when nobody knows.

        Mistakes of authors are the edition's problems. Raises EnvironmentFault, and nothing else
        that is not our own fault.
        """
        ...

    def look_over(self, edition: Edition) -> bool:
        """Draw a little more of what nobody has looked at yet; True while there is more to do.

        What is wrong there is put to the edition's problems. It takes some 50 ms, and is called
        from a thread again and again while nothing else happens.
        """
        ...

    def due(self) -> float:
        """Seconds until time alone changes the site: a page's day comes, say; `inf` for never."""
        ...

    def watched(self) -> tuple[Path, ...]:
        """The folders and files whose changes matter: content, templates, site.yaml."""
        ...
