"""The theme: where templates are found, what directives they make, and assets with fingerprints."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator import default_templates
from generator.markup import DirectiveSpec
from generator.model import Language
from generator.problems import Place, Problem
from generator.render.colours import palette
from generator.render.words import Words, load_words

STYLESHEET = "site.css"


_TEXTS = (".html", ".xml", ".yaml", ".css", ".js", ".txt", ".svg", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Theme:
    """The folders of templates, the site's own first; assets by name with their bytes.

    `fingerprints` says that the names of assets tell of what is in them, as published sites need.
    """

    folders: tuple[Path, ...]
    directives: Mapping[str, DirectiveSpec]
    assets: Mapping[str, bytes]
    words: Mapping[str, Words]
    fingerprints: bool = True

    def asset_path(self, name: str) -> PurePosixPath:
        """Where an asset lands: its name with a fingerprint of its bytes."""
        if not self.fingerprints:
            return PurePosixPath("assets") / name
        stem, dot, ending = name.rpartition(".")
        digest = hashlib.sha256(self.assets[name]).hexdigest()[:10]
        return PurePosixPath("assets") / f"{stem}.{digest}{dot}{ending}"

    def restyled(self, accent: str) -> Theme:
        """The same theme with the assets that its folders hold now."""
        return replace(self, assets=_assets(self.folders, accent))

    def texts(self) -> Iterator[str]:
        """What the default theme says in any site: its words, its markup, its styles."""
        default = self.folders[-1]
        languages = {"en", *self.words, *(code.partition("-")[0] for code in self.words)}
        for file in sorted(default.rglob("*")):
            unspoken = file.suffix == ".yaml" and file.stem not in languages
            starter = file.is_relative_to(default / "starter")
            if file.suffix in _TEXTS and not unspoken and not starter:
                yield file.read_text("utf-8")


def load_theme(
    root: Path, languages: Mapping[str, Language], accent: str, *, fingerprints: bool = True
) -> tuple[Theme, list[Problem]]:
    """The theme of the site in `root`: its own templates go before the default ones."""
    folders = template_folders(root)
    problems: list[Problem] = []
    words: dict[str, Words] = {}
    for code, language in languages.items():
        words[code], own, wrong = load_words(folders, code, language.locale)
        problems += wrong
        if not own:
            message = f"the theme has no words in '{code}', so English ones are shown"
            hint = f"translate the theme's locales/en.yaml into templates/locales/{code}.yaml"
            problems.append(Problem("no-words", message, Place("site.yaml"), hint))
    theme = Theme(folders, directives(folders), _assets(folders, accent), words, fingerprints)
    return theme, problems


def template_folders(root: Path) -> tuple[Path, ...]:
    own, default = root / "templates", default_templates()
    if own.is_dir() and own.resolve() != default.resolve():
        return own, default
    return (default,)


_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_BODY = re.compile(r"\bbody\b(?!\s*=)(?<!\.body)")
_OPTION = re.compile(r"\boptions\.(\w+)")


def directives(folders: tuple[Path, ...]) -> dict[str, DirectiveSpec]:
    """What `:::` may name: each template in directives/ makes one.

    A template that uses `body` wants a closing `:::`; the options that it reads are those it takes.
    """
    found: dict[str, DirectiveSpec] = {}
    for folder in reversed(folders):
        for file in sorted((folder / "directives").glob("*.html")):
            code = " ".join(_TAG.findall(file.read_text("utf-8")))
            spec = DirectiveSpec(bool(_BODY.search(code)), frozenset(_OPTION.findall(code)))
            found[file.stem] = spec
    return found


def _assets(folders: tuple[Path, ...], accent: str) -> dict[str, bytes]:
    """All files of assets/: style sheets joined into one, scripts by name, the rest as they are."""
    files: dict[str, Path] = {}
    for folder in reversed(folders):
        for file in sorted((folder / "assets").rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                files[file.relative_to(folder / "assets").as_posix()] = file
    assets: dict[str, bytes] = {}
    styles: dict[str, list[str]] = {STYLESHEET: []}
    for name, file in sorted(files.items()):
        if name.endswith(".css"):
            styles.setdefault(_sheet(name), []).append(file.read_text("utf-8"))
        elif name.endswith(".svg"):
            # Drawings take the campaign's colour.
            drawing = file.read_text("utf-8").replace("{{ site.accent }}", accent)
            assets[PurePosixPath(name).name] = drawing.encode()
        else:
            assets[PurePosixPath(name).name] = file.read_bytes()
    for name, texts in styles.items():
        colours = accent if name == STYLESHEET else ""
        assets[name] = stylesheet(texts, colours).encode()
    return assets


def _sheet(name: str) -> str:
    """The sheet that a style file goes into: css/kit/*.css make kit.css, all others site.css.

    What few pages need has a sheet of its own, so that the first page stays light.
    """
    folder = PurePosixPath(name).parent.name
    return STYLESHEET if folder in ("", "css") else f"{folder}.css"


def stylesheet(styles: list[str], accent: str = "") -> str:
    """One style sheet: the accent's palette if it is given, then the files, without comments."""
    colours = (
        ";".join(f"--{name}:{value}" for name, value in palette(accent).items()) if accent else ""
    )
    joined = re.sub(r"/\*.*?\*/", "", "\n".join(styles), flags=re.DOTALL)
    # Blanks go only where CSS never needs them: round braces, and after semicolons and commas.
    joined = re.sub(r"\s+", " ", joined)
    joined = re.sub(r" ?([{};,]) ?", r"\1", joined)
    joined = re.sub(r": (?=[^{}]*[;}])", ":", joined).replace(";}", "}")
    root = f":root{{{colours}}}" if colours else ""
    return f"{root}{joined.strip()}\n"
