"""A timeline: events in order, each exactly as precise as its sources."""

from typing import Annotated

from pydantic import field_validator

from generator.kinds.text import Prose, Text, fault
from generator.kinds.values import (
    Corrected,
    Date,
    Flag,
    Id,
    Picture,
    Record,
    Sourced,
    Tag,
    one_or_many,
)


class Attribution(Record):
    """Who is held responsible, by whom, and how surely: a claim, not a fact."""

    who: Text
    by: Text | None = None
    certainty: Text | None = None


class Event(Sourced):
    """One event; its id is the anchor that links name."""

    id: Id = ""
    date: Date
    title: Text
    text: Prose | None = None
    place: Text | None = None
    reported_as: Text | None = None
    attribution: Attribution | None = None
    disputed: Flag = False
    posts: Annotated[tuple[Id, ...], one_or_many(Id)] = ()
    image: Picture | None = None
    tags: Annotated[tuple[Tag, ...], one_or_many(Tag)] = ()


class Timeline(Corrected):
    """One timeline."""

    id: Id = ""
    title: Text
    description: Text | None = None
    intro: Prose | None = None
    events: tuple[Event, ...]

    @field_validator("events")
    @classmethod
    def _some_events(cls, value: tuple[Event, ...]) -> tuple[Event, ...]:
        if not value:
            fault("wrong-value", "this timeline has no events", "add one: '- date: …'")
        return value
