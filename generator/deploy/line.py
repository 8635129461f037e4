"""The line of a deploy to one target: look, plan, ask, publish, confirm, record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from generator.deploy.confirm import confirm
from generator.deploy.hiding import Hiding
from generator.deploy.outcome import Ending, Outcome
from generator.deploy.records import Intent, Record, done, intend, intended, keep, recall
from generator.deploy.saying import counted, planned, question, some
from generator.deploy.state import Standing, State, judge
from generator.deploy.takedown import has_packed, lasting, must_forget
from generator.deploy.talk import Talk
from generator.kinds.deployment import Destination
from generator.targets.faults import DeployFault
from generator.targets.plan import Plan, plan
from generator.targets.release import Release
from generator.targets.table import kind_of
from generator.targets.target import Live, Surroundings, Target
from generator.write.manifest import MANIFEST

# States in which nobody but somebody who knows better may go on.
GRAVE = frozenset({State.BUSY, State.MOVED, State.ALTERED, State.ANOTHER})


@dataclass(frozen=True, slots=True)
class Opened:
    """A target that has been looked at."""

    settings: Destination
    target: Target
    around: Surroundings
    live: Live
    standing: Standing
    record: Record | None
    intent: Intent | None


def look(settings: Destination, target: Target, around: Surroundings, site: str) -> Opened:
    """What stands at a target. Raises DeployFault, also where it is none of our business."""
    live = target.look()
    record = recall(around.private, target.where)
    intent = intended(around.private, target.where)
    standing = judge(live, record, site, intent)
    if standing.state is State.FOREIGN:
        found = some(standing.odd, 3) or MANIFEST
        message = f"{target.where} holds what Handbill did not publish: {found}"
        raise DeployFault(message, _EMPTY_IT)
    return Opened(settings, target, around, live, standing, record, intent)


def publish(
    opened: Opened, release: Release, hiding: Hiding, now: datetime, talk: Talk, *, dry: bool
) -> Outcome:
    """Bring a release to a target that has been looked at. Raises DeployFault."""
    target, standing = opened.target, opened.standing
    changes = plan(release.files, standing.files, standing.odd)
    forgets = bool(opened.intent and opened.intent.forgets)
    forgets |= must_forget(standing.published, release.files, opened.record, hiding.mark)
    told = hiding.told(changes)
    shown = replace(standing, odd=hiding.discreet(standing.odd))
    settled = opened.live.settled
    name = opened.around.name
    for line in planned(name, target.where, shown, told, forgets=forgets, settled=settled):
        talk.tell(line)
    if dry:
        return _outcome(opened, Ending.PLANNED, changes=told)
    # Somebody else may have published this very release: then there is nothing to replace.
    if changes.is_empty and settled and standing.state in (State.OURS, State.MOVED):
        notes = _kept(opened, release, opened.live, hiding.mark, now, forgets=forgets)
        return _outcome(opened, Ending.UNCHANGED, release.root, told, notes)
    if not talk.agrees(question(standing, target.where), grave=standing.state in GRAVE):
        return _outcome(opened, Ending.DECLINED, changes=told)
    intend(opened.around.private, target.where, release.root, forgets=forgets)
    with talk.sending(f"Sending to {name}", changes.size) as step:
        target.publish(release, changes, opened.live, step)
    live = confirm(target, release, changes)
    notes = _kept(opened, release, live, hiding.mark, now, forgets=forgets)
    if address := opened.settings.address:
        notes = [*notes, f"readers find it at {address}: 'handbill verify {address}' compares it"]
    return _outcome(opened, Ending.PUBLISHED, release.root, told, notes)


def _kept(
    opened: Opened, release: Release, live: Live, hidden: str, now: datetime, *, forgets: bool
) -> Sequence[str]:
    """Remember what stands there once all is done; what is to be said of it.

    What was taken down is gone from the older releases before anything says that this is done:
    whoever is interrupted here deletes them the next time.
    """
    notes = [*_forgotten(opened.target), *lasting(kind_of(opened.settings))] if forgets else []
    folder = opened.around.private
    if forgets and has_packed(opened.around.root):
        notes.append("packed/ still has it: run 'handbill pack' again")
    keep(folder, _record(opened, release, live, hidden, now))
    done(folder)
    return [*opened.target.remarks, *notes]


def _forgotten(target: Target) -> Sequence[str]:
    """Delete the older releases, which hold what was taken down; say how many there were."""
    older = target.older()
    if not older:
        return ()
    target.forget(older)
    return (f"{counted(len(older))} deleted: they may hold what is hidden or gone now",)


def _record(opened: Opened, release: Release, live: Live, hidden: str, now: datetime) -> Record:
    tags = {path: mark.tag for path, mark in (live.files or {}).items() if mark.tag}
    return Record(opened.target.where, release.root, now, release.files, tags, hidden)


def _outcome(
    opened: Opened,
    ending: Ending,
    root: str = "",
    changes: Plan | None = None,
    notes: Sequence[str] = (),
) -> Outcome:
    return Outcome(
        name=opened.around.name,
        where=opened.target.where,
        ending=ending,
        root=root,
        plan=changes,
        notes=tuple(notes),
    )


_EMPTY_IT = "deploy to a place of its own, or move what is there away first; nothing was changed"
