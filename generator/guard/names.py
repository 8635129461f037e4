"""Names of files and ids: they tell, too, what a protected post hides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.guard.folding import fold, plain
from generator.guard.needles import Needle
from generator.guard.sources import mentions
from generator.kinds.post import Post
from generator.model import Document, Reading
from generator.problems import Place, Problem

# A file's name is hidden itself, so it cannot be asked whether it holds what is hidden.
_PEOPLE = ("handle", "name")


def check_names(posts: Iterable[Document], needles: Iterable[Needle]) -> Iterator[Problem]:
    """Ids, file names and media names that hold a handle or a name which their post hides."""
    of_post: dict[str, list[Needle]] = defaultdict(list)
    for needle in needles:
        if needle.hidden.what in _PEOPLE:
            of_post[needle.hidden.post].append(needle)
    for document in posts:
        if document.id in of_post:
            yield from _of_post(document, of_post[document.id])


def check_shown(
    reading: Reading, needles: Iterable[Needle], published: Iterable[str]
) -> Iterator[Problem]:
    """The same for pictures that anything shows, whose names stand in the campaign's files.

    `published` are paths below content/.
    """
    people = [needle for needle in needles if needle.hidden.what in _PEOPLE]
    for path in published:
        folded = fold(plain(path))
        found = next((needle for needle in people if needle.stands_in(folded)), None)
        if found:
            message = f"the picture's name gives away the {found.hidden.what} of a protected post"
            hint = "rename the file after what it shows"
            for place in mentions(reading, path):
                yield Problem("hidden-in-name", message, place, hint, quiet=True)


def _of_post(document: Document, needles: list[Needle]) -> Iterator[Problem]:
    for what, name, place in _named(document):
        for needle in needles:
            if needle.stands_in(fold(plain(name))):
                message = f"the post's {what} gives away the {needle.hidden.what} that it hides"
                hint = "rename it after what is said; an id of its own stands under 'id'"
                yield Problem("hidden-in-name", message, place, hint, quiet=True)
                break


def _named(document: Document) -> Iterator[tuple[str, str, Place]]:
    places = document.places
    if not isinstance(document.value, Post):
        return
    if places.has("id"):
        yield "id", document.id, places.value("id")
    yield "file", places.path.removeprefix("content/"), Place(places.path)
    if document.value.captured:
        yield "capture", document.value.captured.file, places.value("captured", "file")
    for number, picture in enumerate(document.value.media):
        yield "picture", picture.file, places.value("media", number, "file")
