"""Scaffold: after it, a complete site that builds stands in its folder, or nothing has changed."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from generator.problems import EnvironmentFault
from generator.scaffold.questions import Answers, Question, Unfit, answered, questions
from generator.scaffold.starter import starter_files, untranslated

__all__ = [
    "Answers",
    "Created",
    "Question",
    "Unfit",
    "answered",
    "check_folder",
    "create",
    "farewell",
    "questions",
]

# An empty repository is empty to whoever made it.
_PASSED_OVER = frozenset({".git"})


@dataclass(frozen=True, slots=True)
class Created:
    """What stands there now: the files' paths, and the languages in which English stands in."""

    folder: Path
    files: tuple[str, ...]
    untranslated: tuple[str, ...]
    answers: Answers


def create(folder: Path, answers: Answers, theme: Path, schemas: Mapping[str, str]) -> Created:
    """Make a site in `folder`, which is not there yet or empty.

    `theme` is the folder of the default templates, `schemas` are JSON Schemas by name. Raises
    EnvironmentFault.
    """
    check_folder(folder)
    files = starter_files(answers, theme)
    files |= {f"schemas/{name}.schema.json": text.encode() for name, text in schemas.items()}
    try:
        with _draft(folder) as draft:
            for path, data in files.items():
                file = draft / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            _settle(draft, folder)
    except OSError as error:
        message = f"the site cannot be written to '{folder}': {error.strerror or error}"
        raise EnvironmentFault(message, "choose another folder, or make room") from error
    return Created(folder, tuple(sorted(files)), untranslated(answers, theme), answers)


def farewell(made: Created) -> str:
    """What to type next, and what is left to be written."""
    lines = [
        f"A new site stands in '{made.folder}'. What to type next:",
        "",
        f"  cd {shlex.quote(str(made.folder))}",
        "  handbill check    tells what is wrong or missing, and what to do",
        "  handbill serve    shows the site while you write",
        "  handbill build    makes the finished site in output/",
        "",
        "After a build, open output/index.html in your browser to see it.",
        "",
        "All people, numbers and days in it are made up: content/about.md says how to go on.",
    ]
    main, *others = made.answers.languages
    if others and made.answers.demand:
        files = ", ".join(f"content/index.{code}.md" for code in others)
        lines.append(
            f"Your demand stands there in '{main}' only; write it as the title of {files} too."
        )
    for code in made.untranslated:
        words = f"templates/locales/{code}.yaml"
        lines.append(
            f"English stands in for '{code}': translate {words} and the files in content/."
        )
    return "\n".join(lines)


def check_folder(folder: Path) -> None:
    """Nothing is ever written over. Raises EnvironmentFault."""
    try:
        found = {entry.name for entry in folder.iterdir()} - _PASSED_OVER
    except FileNotFoundError:
        if not folder.absolute().parent.is_dir():
            message = f"there is no folder '{folder.parent}' to make the site in"
            raise EnvironmentFault(message, "make it first, or choose another place") from None
        return
    except OSError as error:
        message = f"'{folder}' cannot be used: {error.strerror}"
        raise EnvironmentFault(message, "choose another name for the new folder") from error
    if found:
        message = f"'{folder}' is not empty, so nothing was written"
        raise EnvironmentFault(message, "name a folder that does not exist yet")


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A folder to write in, on the same disk; whatever is left in it at the end is thrown away."""
    home = folder if folder.is_dir() else folder.absolute().parent
    draft = home / f".handbill-new-{token_hex(4)}"
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _settle(draft: Path, folder: Path) -> None:
    """The draft becomes the site: in one step, or part by part where an empty folder waits for it.

    When one part cannot be moved, those that stand there already are taken back.
    """
    if not folder.is_dir():
        draft.rename(folder)
        return
    names = sorted(part.name for part in draft.iterdir())
    try:
        for name in names:
            if (folder / name).exists():
                raise FileExistsError(0, f"'{name}' has appeared there meanwhile")
            (draft / name).rename(folder / name)
    except BaseException:
        for name in names:
            if not (draft / name).exists():
                (folder / name).rename(draft / name)
        raise
