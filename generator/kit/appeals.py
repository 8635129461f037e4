"""Actions, checked before anything is drawn: placeholders, lengths, and the age of addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from generator.dates import LATEST, EdtfDate
from generator.kinds.action import Action, Wording
from generator.kinds.share import ShareNetwork
from generator.kinds.text import Text
from generator.kinds.values import Target
from generator.kit.blanks import SLOTS, slots_in
from generator.kit.letters import LONGEST_LINK, WAYS, Letter, whole_link
from generator.kit.messages import compose
from generator.kit.networks import NETWORKS
from generator.kit.proofreading import known_hashtags, oversize, proofread, spot
from generator.kit.wordings import posted, said, spoken
from generator.model import Entry, Loc, Places, Site
from generator.problems import Place, Problem, did_you_mean

# Where a post that calls on somebody is put for all to see, with its words filled in.
PUBLIC: tuple[ShareNetwork, ...] = ("x", "bluesky", "mastodon", "threads")

# Kinds whose words are filled in for a target.
_ADDRESSED = frozenset({"write", "post", "call"})

# As long as "From … until …" gets in the languages of the theme.
_DAYS = "x" * 68

_YEAR = timedelta(days=365)


def check_actions(site: Site) -> list[Problem]:
    """Everything that can be wrong with what visitors are asked to say, and to whom."""
    problems: list[Problem] = []
    for entry in site.entries.get("action", {}).values():
        action: Action = entry.value
        problems += _check_asked(action, entry.places)
        if action.kind == "pledge":
            problems += _long_pledges(entry, site)
        if action.kind not in _ADDRESSED:
            continue
        problems += _check_placeholders(action, entry.places)
        problems += _check_targets(action, entry.places, site.now)
        for language in site.languages:
            problems += _check_lengths(entry, language, site)
        problems += _proofread_variants(action, entry.places, site)
    return list(dict.fromkeys(problems))


# ------------------------------------------------------------------ whether it can be done


def _check_asked(action: Action, places: Places) -> Iterator[Problem]:
    """What a kind cannot do without: there would be nothing to follow, to send or to dial."""
    lacks, why, hint = _needed(action)
    if not lacks:
        return
    state = "empty" if places.has(lacks) else "missing"
    near = "targets" if lacks == "phone" else lacks
    place = places.key(near) if places.has(near) else places.key()
    yield Problem("missing-key", f"'{lacks}' is {state}: {why}", place, hint)


def _needed(action: Action) -> tuple[str, str, str]:
    """The key that is needed and not there, why, and what to write; all empty if nothing is."""
    words = [wording for wording in action.wordings if wording.body]
    # A table without a single target has been told of already.
    listed = bool(action.targets or not action.targets_file)
    if action.kind == "link" and not action.url:
        return "url", "this action leads nowhere", "add 'url: https://…'"
    if action.kind == "call" and listed and not any(t.phone for t in action.targets):
        return "phone", "there is nobody to call", "add 'phone: +44 …' to one of 'targets'"
    if action.kind == "post" and not words:
        return "message", "there is nothing to post", "add 'message: …'"
    if action.kind == "write" and not words and any(t.email for t in action.targets):
        return "body", "there is nothing to send", "add 'body: …'"
    return "", "", ""


# ------------------------------------------------------------------ what is filled in


def _check_placeholders(action: Action, places: Places) -> Iterator[Problem]:
    for loc, text in _texts(action):
        for code, words in text.words.items():
            for slot in slots_in(words):
                place = spot(places, (*loc, code), words, slot.start, len(slot.text) + 2)
                if slot.text not in SLOTS:
                    hint = did_you_mean(
                        slot.text, SLOTS, "known: {name}, {role}; blanks: [like this]"
                    )
                    message = f"unknown placeholder '{{{slot.text}}}'"
                    yield Problem("unknown-placeholder", message, place, hint)
                else:
                    yield from _unfilled(action, slot.text, place)


def _unfilled(action: Action, slot: str, place: Place) -> Iterator[Problem]:
    lacking = [target for target in action.targets if not getattr(target, slot)]
    # A table without a single target has been told of already.
    if not lacking and (action.targets or action.targets_file):
        return
    if lacking:
        more = f" and {len(lacking) - 1:,} more have" if len(lacking) > 1 else " has"
        message = f"nothing fills '{{{slot}}}': {_name(lacking[0])}{more} no '{slot}'"
        hint = f"add '{slot}: …' there, or take the placeholder out"
    else:
        message = f"nothing fills '{{{slot}}}': the action has no targets"
        hint = "add 'targets: …', or write a blank for the visitor: [like this]"
    yield Problem("unfilled-placeholder", message, place, hint)


def _texts(action: Action) -> Iterator[tuple[Loc, Text]]:
    """Every text that is filled in, with the way to it."""
    for name in ("subject", "message" if action.kind == "post" else "body"):
        text: Text | None = getattr(action, name)
        if text:
            yield (name,), text
    for number, variant in enumerate(action.variants):
        yield ("variants", number, "body"), variant.body
        if variant.subject and variant.subject is not action.subject:
            yield ("variants", number, "subject"), variant.subject


def _proofread_variants(action: Action, places: Places, site: Site) -> Iterator[Problem]:
    known = known_hashtags(site.campaign)
    for loc, text in _texts(action):
        # The action's own words are read with those of messages.
        if loc[0] == "variants":
            for code, words in text.words.items():
                yield from proofread(words, code, places, (*loc, code), known)


# ------------------------------------------------------------------ how long it is


def _check_lengths(entry: Entry, language: str, site: Site) -> Iterator[Problem]:
    action: Action = entry.value
    for loc, wording in _placed(action):
        if action.kind == "write":
            yield from _long_letter(entry, loc, wording, language)
        elif action.kind == "post":
            yield from _long_post(entry, loc, wording, language, site)


def _placed(action: Action) -> Iterator[tuple[Loc, Wording]]:
    ways: list[Loc] = [("variants", number, "body") for number in range(len(action.variants))]
    if len(action.wordings) > len(ways):
        ways.insert(0, ("message" if action.kind == "post" else "body",))
    yield from zip(ways, action.wordings, strict=True)


def _long_letter(entry: Entry, loc: Loc, wording: Wording, language: str) -> Iterator[Problem]:
    """One warning for a wording in a language: of several targets, for the longest letter."""
    longest: dict[str, int] = {}
    for target in entry.value.targets:
        if target.email:
            made = said(wording, target, language)
            size = len(whole_link(WAYS["mail"], Letter(target.email, made.subject, made.body)))
            longest[made.language] = max(size, longest.get(made.language, 0))
    for code, size in longest.items():
        if size > LONGEST_LINK:
            message = (
                f"in '{code}' this letter makes a mail link of {size:,} characters, "
                f"and no more than {LONGEST_LINK:,} are safe"
            )
            hint = "shorten it, or leave it: its links then open without it, and visitors copy it"
            yield Problem("letter-long", message, entry.places.value(*loc, code), hint)


def _long_post(
    entry: Entry, loc: Loc, wording: Wording, language: str, site: Site
) -> Iterator[Problem]:
    targets: Sequence[Target | None] = entry.value.targets or (None,)
    for name in site.campaign.share.networks_in(language):
        if name not in PUBLIC:
            continue
        made = (posted(wording, target, language).body for target in targets)
        longest = max(
            (compose(words, (), "", NETWORKS[name]) for words in made),
            key=lambda made: made.count.over,
        )
        code = spoken(wording, None, language)
        place = entry.places.value(*loc, code)
        problem = oversize(longest, f"the post of '{entry.id}'", place)
        yield from [problem] if problem else []


def _long_pledges(entry: Entry, site: Site) -> Iterator[Problem]:
    """Words that a network has no room for once visitors have chosen their days."""
    action: Action = entry.value
    key, text = ("what", action.what) if action.what else ("title", action.title)
    for language in site.languages:
        words, code = text.choose(language)
        full = f"{words} {_DAYS}"
        for name in site.campaign.share.networks_in(language):
            network = NETWORKS[name]
            if not network.helped and network.rule != "sms":
                made = compose(full, (), _link(entry, language, site), network, title=full)
                what = f"with its days, the pledge '{entry.id}'"
                problem = oversize(made, what, entry.places.value(key, code))
                yield from [problem] if problem else []


def _link(entry: Entry, language: str, site: Site) -> str:
    """The address that goes with a pledge, or one as long."""
    campaign = site.campaign
    folder = "" if language == campaign.default_language else f"{language}/"
    page = f"{campaign.url.rstrip('/')}/{folder}take-action.html#{entry.id}"
    return page if campaign.url else ""


# ------------------------------------------------------------------ whether it still arrives


def _check_targets(action: Action, places: Places, now: datetime) -> Iterator[Problem]:
    own = _own_targets(action, places)
    for number, target in enumerate(action.targets[:own]):
        where = places.value("targets", number, "checked" if target.checked else "name")
        yield from _aged([target], where, now)
    if action.targets_file:
        yield from _aged(action.targets[own:], Place(f"content/{action.targets_file}"), now)


def _own_targets(action: Action, places: Places) -> int:
    """How many targets stand in the action itself, before those of the file."""
    if not places.has("targets", 0):
        return 1 if places.has("targets") else 0
    return sum(places.has("targets", number) for number in range(len(action.targets)))


def _aged(targets: Sequence[Target], place: Place, now: datetime) -> Iterator[Problem]:
    """A file's targets are told of together: it may have thousands."""
    # Of a handle, everybody sees at once on the network whose it is.
    reached = [target for target in targets if target.email or target.phone or target.url]
    unchecked = [t for t in reached if t.checked is None]
    stale = [t for t in reached if t.checked and stale_after(t.checked) < now]
    if unchecked:
        message = f"nobody has noted when {_whose(unchecked)} last checked"
        hint = "try it, and write the day behind it: 'checked: 2026-05-01'"
        yield Problem("target-unchecked", message, place, hint)
    if stale:
        oldest = min(stale, key=_checked)
        assert oldest.checked is not None
        message = f"{_whose(stale)} last checked over a year ago ({oldest.checked.written})"
        hint = "addresses die: try it, and write the day behind 'checked'"
        yield Problem("target-stale", message, place, hint)


def stale_after(checked: EdtfDate) -> datetime:
    """The moment from which an address wants to be tried again: a year after it was checked."""
    return LATEST if checked.latest > LATEST - _YEAR else checked.latest + _YEAR


def _checked(target: Target) -> datetime:
    assert target.checked is not None
    return target.checked.latest


def _whose(targets: Sequence[Target]) -> str:
    if len(targets) == 1:
        return f"the address of {_name(targets[0])} was"
    return f"the addresses of {_name(targets[0])} and {len(targets) - 1:,} more were"


def _name(target: Target) -> str:
    words, _ = target.name.choose(target.name.default)
    return f"'{words}'"
