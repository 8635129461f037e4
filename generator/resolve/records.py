"""Records: with their identities, with everything that they name, without what they hide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.kinds.campaign import Campaign
from generator.kinds.timeline import Timeline
from generator.kinds.values import Record
from generator.model import Document, Entry, Reading
from generator.problems import Problem
from generator.resolve import identity
from generator.resolve.consent import check_consent
from generator.resolve.evidence import (
    check_captures,
    check_languages,
    check_lost,
    check_superseding,
)
from generator.resolve.permalinks import by_permalink
from generator.resolve.protect import hide
from generator.resolve.references import check_campaign, check_references
from generator.resolve.walk import transform


@dataclass(frozen=True, slots=True)
class Records:
    """All records with their identities: what pages may refer to."""

    ids: identity.Ids
    entries: dict[str, dict[str, Entry]]
    sources: Mapping[str, Any]
    permalinks: Mapping[tuple[str, str], str]

    def with_posts(self, lost: Mapping[str, Document]) -> Records:
        """The same with posts that were found in texts."""
        made, _ = identity.entries({"post": dict(lost)})
        ids = {**self.ids, "post": {**self.ids.get("post", {}), **lost}}
        posts = {**self.entries.get("post", {}), **_finished(made)["post"]}
        return replace(self, ids=ids, entries={**self.entries, "post": posts})


def all_records(reading: Reading) -> tuple[Records, list[Problem]]:
    """The records of a reading, with references checked."""
    campaign: Campaign = reading.campaign.value
    ids, problems = identity.by_id(reading.documents)
    entries, found = identity.entries(ids)
    entries, sources = identity.source_keys(entries, campaign.sources)
    problems += found + check_references(entries, ids, sources, reading.files)
    problems += check_captures(entries, reading.files)
    problems += check_lost(entries.get("post", {}))
    problems += check_languages(entries)
    problems += check_superseding(entries.get("figure", {}))
    problems += check_consent(entries.get("post", {}), at_risk=campaign.risk == "high")
    problems += check_campaign(campaign, reading.files, reading.campaign.places.value("image"))
    permalinks = by_permalink(ids.get("post", {}))
    return Records(ids, _finished(entries), sources, permalinks), problems


def _finished(entries: Mapping[str, Mapping[str, Entry]]) -> dict[str, dict[str, Entry]]:
    """Hidden values gone, events by their earliest instant, those of one as they were written."""

    def change(record: Record) -> dict[str, Any]:
        if isinstance(record, Timeline):
            return {"events": tuple(sorted(record.events, key=identity.instant))}
        return hide(record)

    return {
        kind: {
            ident: replace(
                entry, value=transform(entry.value, change), places=identity.in_order(entry)
            )
            for ident, entry in of_kind.items()
        }
        for kind, of_kind in entries.items()
    }
