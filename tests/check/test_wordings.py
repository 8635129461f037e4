"""Which texts of a record lack a language, however the record is written."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from generator.check.wordings import Lack, Written, lack
from generator.kinds.action import Action
from generator.kinds.figure import Figure
from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.text import Speech
from generator.kinds.timeline import Timeline
from generator.kinds.values import Record
from generator.model import Loc, Places, Span

LANGUAGES = ("en", "ar")
SPAN = Span((1, 1, 1), (1, 1, 1))


def spans(value: Any, loc: Loc) -> dict[Loc, Span]:
    """Where everything in a YAML file would stand: the values do not matter here."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = {loc: SPAN}
    for key, item in items:
        found |= spans(item, (*loc, key))
    return found


def of(kind: type[Record], written: dict[str, Any], prefix: Loc = ()) -> Lack:
    value = kind.model_validate(written, context=Speech("en", LANGUAGES))
    places = Places("content/x.yaml", spans(written, prefix), prefix)
    return lack(value, Written(places, LANGUAGES).plain(prefix), LANGUAGES)


BOTH = {"en": "a", "ar": "b"}
EVENT = {"date": "2016-04-29", "title": BOTH}


@pytest.mark.parametrize(
    ("kind", "written", "missing", "plain"),
    [
        (Figure, {"id": "a", "value": "3", "what": BOTH}, {}, 0),
        (Figure, {"id": "a", "value": "3", "what": "a"}, {}, 1),
        (Figure, {"id": "a", "value": "3", "what": {"en": "a"}}, {"ar": {"what": 1}}, 0),
        (Figure, {"id": "a", "value": "3", "what": {"ar": "a"}}, {"en": {"what": 1}}, 0),
        (Figure, {"id": "a", "value": "3", "what": {"en": "a", "ar": " "}}, {"ar": {"what": 1}}, 0),
        (
            Figure,
            {"id": "a", "value": {"words": {"en": "many"}}, "what": {"en": "a"}, "unit": "b"},
            {"ar": {"value.words": 1, "what": 1}},
            1,
        ),
        (Figure, {"id": "a", "value": {"words": "many"}, "what": BOTH}, {}, 1),
        (
            Timeline,
            {
                "title": BOTH,
                "events": [EVENT, {**EVENT, "title": {"en": "a"}}, {**EVENT, "title": "a"}],
            },
            {"ar": {"events.title": 1}},
            1,
        ),
        (
            Timeline,
            {"title": "a", "events": [{**EVENT, "attribution": {"who": {"en": "a"}}}] * 2},
            {"ar": {"events.attribution.who": 2}},
            1,
        ),
        (Action, {"id": "a", "kind": "link", "title": BOTH, "steps": ["a", "b"]}, {}, 2),
        (
            Action,
            {"id": "a", "kind": "link", "title": BOTH, "steps": ["a", {"ar": "b"}]},
            {"en": {"steps.text": 1}},
            1,
        ),
        (
            Action,
            {"id": "a", "kind": "link", "title": BOTH, "steps": [{"en": "a"}, BOTH]},
            {"ar": {"steps.text": 1}},
            0,
        ),
        (
            Action,
            {"id": "a", "kind": "link", "title": BOTH, "targets": {"name": {"en": "a"}}},
            {"ar": {"targets.name": 1}},
            0,
        ),
        (Post, {"id": "a", "text": "a"}, {}, 1),
        (Post, {"id": "a", "text": "a", "translation": {"ar": "b"}}, {}, 0),
        (Post, {"id": "a", "text": "a", "lang": "ar", "translation": {"en": "b"}}, {}, 0),
        (
            Post,
            {"id": "a", "text": "a", "lang": "fr", "translation": {"en": "b"}},
            {"ar": {"translation": 1}},
            0,
        ),
        (Post, {"id": "a", "text": BOTH, "verbatim": "false"}, {}, 0),
        (Post, {"id": "a", "text": {"en": "a"}, "verbatim": "false"}, {"ar": {"text": 1}}, 0),
        (Statement, {"id": "a", "who": BOTH, "text": "a"}, {}, 1),
    ],
)
@pytest.mark.parametrize("prefix", [(), (3,)])
def test_what_a_record_lacks(
    kind: type[Record], written: dict[str, Any], missing: dict[str, Any], plain: int, prefix: Loc
) -> None:
    assert of(kind, written, prefix) == Lack(missing, plain)


def test_events_that_were_put_into_order_are_counted_all_the_same() -> None:
    written = {"title": BOTH, "events": [{**EVENT, "place": "a"}, {**EVENT, "text": {"en": "a"}}]}
    value = Timeline.model_validate(written, context=Speech("en", LANGUAGES))
    turned = value.model_copy(update={"events": value.events[::-1]})
    places = Places("content/x.yaml", spans(written, ()))
    found = lack(turned, Written(places, LANGUAGES).plain(()), LANGUAGES)
    assert found == Lack({"ar": {"events.text": 1}}, 1)


def test_without_places_one_language_is_one_wording() -> None:
    figure = Figure.model_validate(
        {"id": "a", "value": "3", "what": {"en": "a"}, "note": {"ar": "a"}},
        context=Speech("en", LANGUAGES),
    )
    assert lack(figure, None, LANGUAGES) == Lack({"en": {"note": 1}}, 1)


def test_records_of_one_file_are_kept_apart() -> None:
    places = Places("x", spans([{"what": "a"}, {"what": BOTH}], ()))
    written = Written(places, LANGUAGES)
    assert written.plain((0,)) == Counter({(): 1, ("what",): 1})
    assert written.plain((1,))[("what",)] == 0
