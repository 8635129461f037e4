"""The finished outputs as every check sees them: parsed once, and found by their paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.check.parsed import Parsed, parse
from generator.model import Body, Language, Output, Site


@dataclass(frozen=True, slots=True)
class Finished:
    """A site, its pages' texts, and what was made of it, by path below output/.

    Drawings are SVG files.
    """

    site: Site
    bodies: Mapping[tuple[str, str], Body]
    outputs: Mapping[str, bytes]
    pages: Mapping[str, Parsed]
    drawings: Mapping[str, Parsed]

    @property
    def root(self) -> str:
        """The path on its host that the site begins at, with a slash at its end."""
        path = urlsplit(self.site.campaign.url).path.strip("/")
        return f"/{path}/" if path else "/"

    def language(self, path: str) -> Language:
        """The language that an output is in, by the folder it lies in."""
        languages = self.site.languages
        return languages.get(path.split("/")[0]) or languages[self.site.default_language]

    def is_home(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return name == "index.html" and (not folder or folder in self.site.languages)

    def texts(self, *endings: str) -> dict[str, str]:
        """The text files with one of these endings."""
        found = (path for path in self.outputs if path.endswith(endings))
        return {path: decoded(self.outputs[path]) for path in found}


def finish(
    outputs: Sequence[Output], site: Site, bodies: Mapping[tuple[str, str], Body]
) -> Finished:
    """Takes all pages and drawings among the outputs apart."""
    by_path = {str(output.path): output.data for output in outputs}
    return Finished(
        site=site,
        bodies=bodies,
        outputs=by_path,
        pages=pages(outputs),
        drawings={p: parse(p, decoded(d)) for p, d in by_path.items() if p.endswith(".svg")},
    )


def pages(outputs: Sequence[Output]) -> dict[str, Parsed]:
    """The pages among the outputs, taken apart."""
    return {
        str(output.path): parse(str(output.path), decoded(output.data))
        for output in outputs
        if output.path.suffix == ".html"
    }


def decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")
