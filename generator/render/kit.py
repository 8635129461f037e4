"""The files of the share kit: which there will be, known before any of them is drawn."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from generator import default_templates
from generator.kinds.action import Action
from generator.model import Places, Route
from generator.problems import Place, Problem
from generator.render.book import Book, book
from generator.render.card_drawing import alt, card_drawing, shared_places
from generator.render.cards import SIZES, Card, address, cards
from generator.render.documents import DOCUMENTS, PAPERS, document_values, frame_values
from generator.render.drawing import Drawing, Easel, Memory
from generator.render.drawn import CardView, Download, Kit
from generator.render.environment import CompiledTemplates
from generator.render.pictures import preview
from generator.render.quotations import Quotations
from generator.render.stage import Stage
from generator.render.workshop import Sheet, Workshop
from generator.urls import slugify

FOLDER = PurePosixPath("kit")
_ENDINGS = {"PNG": "png", "JPEG": "jpg", "PDF": "pdf"}

# What is cut to a circle by most networks, and what lies across the head of a profile.
_SQUARES = {"square_400": (400, 400), "square_1080": (1080, 1080), "header_1500": (1500, 500)}
_FRAME = (1080, 1080)

_NO_TYPST = "Typst cannot be loaded here, so no cards and posters are made"
_NO_TYPST_HINT = "python -m pip install 'typst>=0.15,<0.16', or build with --no-kit to silence this"


@dataclass(slots=True)
class _Plan:
    """The kit as it grows, language by language."""

    easel: Easel | None
    places: Places
    sheets: list[Sheet] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cards: dict[tuple[str, str, str], tuple[CardView, ...]] = field(default_factory=dict)
    downloads: dict[str, list[Download]] = field(default_factory=lambda: defaultdict(list))
    ready_made: dict[tuple[str, str], list[Download]] = field(
        default_factory=lambda: defaultdict(list)
    )
    packs: dict[PurePosixPath, dict[str, PurePosixPath]] = field(default_factory=dict)

    def draw(
        self, drawing: Drawing, name: str, *, fixed: bool = False, small: bool = False
    ) -> Sheet:
        """Put a drawing on the list. Without `fixed`, a changed one has another name."""
        assert self.easel is not None
        proved, problems = self.easel.proof(drawing)
        self.problems += problems
        stem = name if fixed else f"{name}.{self.easel.key(proved)[:8]}"
        path = FOLDER / f"{stem}.{_ENDINGS[drawing.form]}"
        words = "\n".join(_texts(json.loads(drawing.values)))
        sheet = Sheet(path, proved, words, FOLDER / f"{stem}.small.webp" if small else None)
        self.sheets.append(sheet)
        paths = [path, sheet.small] if sheet.small else [path]
        self.routes += [Route(one, "drawing") for one in paths]
        return sheet

    def make(self, path: PurePosixPath, recipe: str, lang: str, **options: Any) -> PurePosixPath:
        self.routes.append(Route(path, recipe, lang, "", options))
        return path


def with_kit(
    plain: Book, wanted: bool, places: Places, memory: Memory, *, tries: bool = True
) -> tuple[Book, Workshop, list[Problem]]:
    """The book with the kit's routes in it, and what is to be drawn: nothing unless it is wanted.

    `places` are those of site.yaml. Without Typst the site is built all the same; one warning says
    what it lacks. `tries` says that long quotations are drawn to see whether they fit.
    """
    easel = Easel(plain.theme.folders) if wanted else None
    plan = _Plan(easel if easel and easel.available else None, places)
    quotations = Quotations(plan.easel, memory, places, tries=tries) if plan.easel else None
    if easel:
        plan.problems += easel.problems
    if easel and not easel.available:
        plan.problems.append(Problem("no-typst", _NO_TYPST, Place("site.yaml"), _NO_TYPST_HINT))
    code = CompiledTemplates(default_templates())
    for language in plain.site.languages.values():
        if (language.code, "index") in plain.by_key:
            stage = Stage(plain, language, code)
            _ready_made(plan, stage)
            _codes(plan, stage)
            if quotations:
                _cards(plan, stage, quotations)
                _documents(plan, stage)
            if wanted:
                _pack(plan, stage)
    plan.problems += quotations.problems() if quotations else []
    kit = Kit(
        plan.cards,
        {lang: tuple(found) for lang, found in plan.downloads.items()},
        {key: tuple(found) for key, found in plan.ready_made.items()},
    )
    routes = [*plain.routes, *_each_once(plan.routes)]
    whole = replace(book(plain.site, routes, plain.theme, plain.pictures), kit=kit)
    return whole, Workshop(plan.easel, _distinct(plan.sheets), plan.packs), plan.problems


def _each_once(routes: Iterable[Route]) -> list[Route]:
    """Two cards with the same on them are one file, and one square serves every language."""
    found: dict[PurePosixPath, list[Route]] = defaultdict(list)
    for route in routes:
        if route not in found[route.path]:
            found[route.path].append(route)
    return [route for same in found.values() for route in same]


def _distinct(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    return tuple({sheet.path: sheet for sheet in sheets}.values())


def _texts(value: Any) -> Iterator[str]:
    """Every text in a drawing's values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


# ------------------------------------------------------------------ what there is of each


def _cards(plan: _Plan, stage: Stage, quotations: Quotations) -> None:
    """Cards with all their sizes; the language is in their place."""
    lang = stage.language.code
    for card in quotations.settle(stage, cards(stage, stage.book.routes)):
        card = _with_words(plan, stage, card)
        kind, ident = card.subject
        views = []
        for size in card.sizes:
            name = f"{lang}/{_name(kind, ident)}-{size}"
            drawing = card_drawing(stage, card, size, plan.places)
            sheet = plan.draw(drawing, name, small=kind != "page")
            said = alt(card, json.loads(sheet.drawing.values))
            views.append(CardView(size, sheet.path, *SIZES[size], said, sheet.small))
        plan.cards[(lang, kind, ident)] = tuple(views)


def _with_words(plan: _Plan, stage: Stage, card: Card) -> Card:
    """A card of nothing but emoji has the campaign's name instead: empty it would say nothing."""
    assert plan.easel is not None
    proved, _ = plan.easel.proof(card_drawing(stage, card, card.sizes[0], plan.places))
    left = json.loads(proved.values)
    if left["words"].strip() or left["digits"].strip() or card.kind in ("lost", "voice"):
        return card
    return replace(card, words=stage.speech.plain(stage.site.title), lang=stage.language.code)


def _name(kind: str, ident: str) -> str:
    name = slugify(ident) or ident
    return name if kind == "page" else f"{kind}-{name}"


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _documents(plan: _Plan, stage: Stage) -> None:
    """Posters and flyers, for the paper of both worlds."""
    lang = stage.language.code
    home = stage.book.site.pages[(lang, "index")].places
    title = plan.places.value("title")
    for name, (template, paper) in DOCUMENTS.items():
        drawing = Drawing(
            template=template,
            values=_json(document_values(stage, paper)),
            form="PDF",
            width=0,
            height=0,
            place=home.value("title"),
            what=name.partition("_")[0],
            which=f"{PAPERS[paper]}, {lang}",
            places={**shared_places(plan.places), "strip": title},
        )
        sheet = plan.draw(drawing, f"{name.replace('_', '-')}-{lang}", fixed=True)
        plan.downloads[lang].append(Download(name, sheet.path))


def _codes(plan: _Plan, stage: Stage) -> None:
    """The way to the campaign as a QR code."""
    lang = stage.language.code
    link = stage.book.absolute(stage.book.by_key[(lang, "index")].path)
    for form in ("svg", "png") if link else ():
        path = FOLDER / f"qr-{lang}.{form}"
        plan.make(path, f"code-{form}", lang, link=link, words=address(stage))
        plan.downloads[lang].append(Download(f"qr_{form}", path))


def _ready_made(plan: _Plan, stage: Stage) -> None:
    """Squares in the colour of each photo action, and a frame to lay over a photo."""
    lang = stage.language.code
    for action in stage.book.entries("action"):
        if action.kind == "photo":
            _squares(plan, stage, action, plan.ready_made[(lang, action.id)])


def _squares(plan: _Plan, stage: Stage, action: Action, found: list[Download]) -> None:
    colour = action.tint or stage.book.site.campaign.colours.accent
    name = slugify(action.id) or action.id
    for kind, (width, height) in _SQUARES.items():
        path = FOLDER / f"{name}-{width}x{height}.png"
        plan.make(path, "square", "", colour=colour, width=width, height=height)
        found.append(Download(kind, path, width, height))
    if plan.easel:
        width, height = _FRAME
        drawing = Drawing(
            template="frame.typ",
            values=_json(frame_values(stage, colour, width, height)),
            form="PNG",
            width=width,
            height=height,
            place=plan.places.value("title"),
            what=f"frame of action '{action.id}'",
            which=stage.language.code,
            see_through=True,
        )
        sheet = plan.draw(drawing, f"{stage.language.code}/{name}-frame")
        found.append(Download("frame_1080", sheet.path, width, height))


def _pack(plan: _Plan, stage: Stage) -> None:
    """One zip of all that is passed on without a network."""
    lang = stage.language.code
    pictures = _pictures(plan, stage)
    files = {"README.txt": plan.make(FOLDER / f"readme-{lang}.txt", "kit-readme", lang)}
    texts = None
    # There would be nothing in it but the campaign's name.
    if pictures or stage.book.entries("message"):
        texts = plan.make(FOLDER / f"texts-{lang}.txt", "kit-texts", lang)
        files["texts.txt"] = texts
    files |= {download.path.name: download.path for download in plan.downloads[lang]}
    zipped = FOLDER / f"kit-{lang}.zip"
    plan.packs[zipped] = files | pictures
    plan.routes.append(Route(zipped, "pack", lang))
    plan.downloads[lang] += [Download("texts", texts)] if texts else []
    plan.downloads[lang].append(Download("pack", zipped))


def _pictures(plan: _Plan, stage: Stage) -> dict[str, PurePosixPath]:
    """Cards and the pictures of messages, by their names in the pack."""
    found: dict[str, PurePosixPath] = {}
    for (code, kind, _), views in plan.cards.items():
        if code == stage.language.code and kind != "page":
            found |= {f"pictures/{view.saved_as}": view.path for view in views if view.travels}
    for message in stage.book.entries("message"):
        own = stage.book.pictures.get(message.picture)
        if own:
            path = preview(own).path
            found[f"pictures/message-{_name('page', message.id)}{path.suffix}"] = path
    return found
