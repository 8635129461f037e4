"""The calendar: what is a draft, not yet due or no longer shown, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.kinds.page import FrontMatter
from generator.model import Change, Document


def is_published(front: FrontMatter, now: datetime, drafts: bool) -> bool:
    """Whether a page is part of a build at `now`; `drafts` shows all but the expired."""
    if front.expires and front.expires.earliest <= now:
        return False
    if drafts:
        return True
    return not front.draft and not (front.publish and front.publish.earliest > now)


def next_change(pages: Iterable[Document], now: datetime) -> Change | None:
    """The first moment after `now` at which a new build would publish or take down a page."""
    coming: list[tuple[datetime, str, str]] = []
    for page in pages:
        front = page.value
        if isinstance(front, FrontMatter) and not front.draft:
            for date, what in ((front.publish, "publish"), (front.expires, "expire")):
                if date and date.earliest > now:
                    coming.append((date.earliest, what, page.places.path))
    if not coming:
        return None
    moment, what, path = min(coming)
    return Change(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), what, path)
