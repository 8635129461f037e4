"""What there is to guard on a site, and what is wrong before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.guard.hidden_files import check_files
from generator.guard.names import check_names, check_shown
from generator.guard.namesakes import shown_names
from generator.guard.needles import Needle, needles
from generator.guard.ordinary import ordinary_words
from generator.kinds.campaign import Campaign
from generator.model import Hidden, Reading
from generator.problems import Problem


def survey(
    hidden: Sequence[Hidden],
    reading: Reading,
    theme_texts: Iterable[str],
    published: Iterable[str],
) -> tuple[list[Needle], list[Problem]]:
    """What is to be searched for, and what is wrong already."""
    campaign: Campaign = reading.campaign.value
    addresses = (campaign.url, campaign.onion, *campaign.mirrors)
    ordinary = ordinary_words(theme_texts, addresses)
    found, problems = needles(hidden, ordinary, campaign.unguarded, shown_names(reading))
    posts = [document for document in reading.documents if document.kind == "post"]
    shown = list(published)
    problems += check_names(posts, found)
    told = {problem.place for problem in problems}
    problems += [p for p in check_shown(reading, found, shown) if p.place not in told]
    return found, [*problems, *check_files(hidden, reading, shown)]
