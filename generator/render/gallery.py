"""The pictures that a site shows, each inspected before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.kinds.action import Action
from generator.kinds.message import Message
from generator.kinds.values import Picture as PictureRecord
from generator.model import Body, Image, Site
from generator.problems import Place, Problem
from generator.read.media import Picture, inspect
from generator.render.stage import Bodies
from generator.resolve.walk import walk


def gallery(site: Site, bodies: Bodies) -> tuple[dict[str, Picture], list[Problem]]:
    """Pictures by path below content/; a file that nothing shows is neither read nor published."""
    found: dict[str, Picture] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for file, place in _shown(site, bodies):
        if file in seen or file not in site.files:
            continue
        seen.add(file)
        picture = inspect(site.files[file].file, file, place)
        if isinstance(picture, Problem):
            problems.append(picture)
            continue
        found[file] = picture
        if picture.animated:
            message = f"'{file}' moves; only its first frame is shown"
            hint = "put in a still picture: readers cannot stop one that moves"
            problems.append(Problem("animation-dropped", message, place, hint))
    return dict(sorted(found.items())), [*problems, *_opaque_frames(site, found)]


def _opaque_frames(site: Site, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    """A frame is laid over the visitor's photo: what nothing shows through hides it."""
    for entry in site.entries.get("action", {}).values():
        picture = pictures.get(entry.value.frame)
        if picture and not picture.alpha:
            message = f"the frame '{picture.file.name}' has no transparent part: it hides the photo"
            hint = "save it as PNG or WebP with a transparent middle"
            yield Problem("opaque-frame", message, entry.places.value("frame"), hint)


def _shown(site: Site, bodies: Bodies) -> Iterator[tuple[str, Place]]:
    if site.campaign.image:
        yield site.campaign.image, Place("site.yaml")
    for name, page in site.pages.items():
        if page.front.image:
            yield page.front.image, page.places.value("image")
        yield from _in_body(bodies[name])
    for body in site.prose.values():
        yield from _in_body(body)
    for entries in site.entries.values():
        for entry in entries.values():
            for loc, record in walk(entry.value):
                if isinstance(record, PictureRecord):
                    yield record.file, entry.places.value(*loc, "file")
                elif isinstance(record, Action | Message):
                    for key in ("frame", "picture"):
                        if file := getattr(record, key, ""):
                            yield file, entry.places.value(*loc, key)


def _in_body(body: Body) -> Iterator[tuple[str, Place]]:
    for part in body.parts:
        if isinstance(part, Image):
            yield part.file, part.place
        elif not isinstance(part, str) and part.body is not None:
            yield from _in_body(part.body)
