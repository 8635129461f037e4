"""Going through records, and changing copies of them."""

from generator.kinds.text import Speech, Text
from generator.kinds.timeline import Event, Timeline
from generator.kinds.values import Source
from generator.resolve.walk import transform, walk

TIMELINE = Timeline.model_validate(
    {
        "id": "t",
        "title": "T",
        "events": [{"date": "2016", "title": "one", "source": {"title": "A report"}}],
    },
    context=Speech(),
)


def test_every_value_has_its_way() -> None:
    found = dict(walk(TIMELINE))
    assert isinstance(found[("events", 0)], Event)
    assert isinstance(found[("events", 0, "sources", 0)], Source)
    assert found[("title",)] == Text({"en": "T"}, "en")


def test_a_copy_changes_and_the_original_does_not() -> None:
    changed = transform(TIMELINE, lambda r: {"id": "x"} if isinstance(r, Event) else {})
    assert changed.events[0].id == "x"
    assert TIMELINE.events[0].id == ""
    assert transform(TIMELINE, lambda record: {}) is TIMELINE
