"""Going back to the release before, and deleting all that were kept."""

from __future__ import annotations

from datetime import datetime

from generator.deploy.outcome import Ending, Outcome
from generator.deploy.records import UNKNOWN, Record, done, intend, intended, keep, recall
from generator.deploy.saying import counted
from generator.deploy.takedown import lasting
from generator.deploy.talk import Talk
from generator.kinds.deployment import Destination
from generator.targets.faults import DeployFault
from generator.targets.table import kind_of
from generator.targets.target import Surroundings, Target
from generator.write.manifest import parse_whole, spoken


def go_back(
    settings: Destination, target: Target, around: Surroundings, talk: Talk, now: datetime
) -> Outcome:
    """Make the release before live again. Raises DeployFault."""
    live = target.look()
    record, intent = recall(around.private, target.where), intended(around.private, target.where)
    if intent and intent.forgets:
        message = f"older releases at {target.where} hold what was taken down since"
        raise DeployFault(message, "deploy again: it deletes them")
    older = target.older()
    if not older:
        message = f"{target.where} has no older release to go back to"
        hint = "it keeps none, or they were deleted when something was taken down"
        raise DeployFault(message, hint)
    last = older[0]
    if last.newer:
        message = f"{target.where} shows the oldest release that is kept"
        raise DeployFault(message, "deploy to bring the site as it is now there")
    talk.tell(f"{around.name}: {target.where}")
    talk.tell(f"  back to {spoken(last.root)}; {counted(sum(not o.newer for o in older))} there")
    there = parse_whole(live.manifest) if live.manifest else None
    known = {*(intent.roots if intent else ()), *((record.root,) if record else ())}
    moved = bool(known) and (there is None or there.root not in known)
    asked = "Somebody has deployed to it since you last did. " if moved else ""
    if not talk.agrees(f"{asked}Go back at {target.where}?", grave=moved):
        return Outcome(around.name, target.where, Ending.DECLINED)
    intend(around.private, target.where, last.root, forgets=False)
    target.go_back(last)
    live = target.look()
    manifest = parse_whole(live.manifest) if live.manifest else None
    if manifest is None or manifest.root != last.root:
        raise DeployFault(f"{target.where} does not show the older release", "look at it there")
    # What was hidden when that was published is not known; the next deploy takes care of it.
    record = Record(target.where, last.root, now, manifest.files, {}, hidden=UNKNOWN)
    keep(around.private, record)
    done(around.private)
    return Outcome(around.name, target.where, Ending.WENT_BACK, last.root)


def forget(settings: Destination, target: Target, around: Surroundings, talk: Talk) -> Outcome:
    """Delete every release that was kept; the live one stays. Raises DeployFault."""
    older = target.older()
    question = f"Delete {counted(len(older))} at {target.where}?"
    if older and not talk.agrees(question, grave=False):
        return Outcome(around.name, target.where, Ending.DECLINED)
    target.forget(older)
    notes = (f"{counted(len(older))} deleted", *lasting(kind_of(settings)))
    return Outcome(around.name, target.where, Ending.FORGOTTEN, notes=notes)
