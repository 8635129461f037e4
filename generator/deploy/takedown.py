"""What was taken down: which older releases may not stay, and what nobody can take back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from generator.deploy.records import Record
from generator.targets.plan import FRAME
from generator.write.manifest import Listing

# Styles and scripts are replaced with every change of the theme, and tell of nobody.
_PLAIN = ("assets/",)
# What is drawn has a new name with every change of a page's title. A photograph's name changes with
# the photograph, perhaps because a face was made unknown in it: that one counts.
_DRAWN = "kit/"
_FINGERPRINT = re.compile(r"\.[0-9a-f]{8,}(?=\.)")

_EVERYWHERE = (
    "web archives, search engines and whoever has saved a page may still have it; a browser that "
    "keeps this site for reading offline drops it at its next visit"
)
_LASTING: Mapping[str, str] = {
    "git": "the host may keep commits that no branch leads to, and clones and forks keep theirs: "
    "ask the host to delete them",
    "s3": "a bucket with versioning keeps older versions: delete them there",
    "netlify": "copies may lie in caches of its network for some minutes",
    "ssh": "backups of the server keep it",
    "webdav": "backups and versions of the server keep it",
    "neocities": "it archives sites by itself: ask it to delete what it has of this one",
    "zip": "whoever has an older zip has it still",
    "folder": "backups of that folder keep it",
}


def taken_down(before: Listing, now: Listing) -> list[str]:
    """What was published and is no more, apart from what only goes with another one's name."""
    still = {_plain(path) for path in now}
    gone = before.keys() - now.keys() - set(FRAME)
    return sorted(p for p in gone if not p.startswith(_PLAIN) and _plain(p) not in still)


def _plain(path: str) -> str:
    return _FINGERPRINT.sub("", path) if path.startswith(_DRAWN) else path


def must_forget(before: Listing, now: Listing, record: Record | None, hidden: str) -> bool:
    """Whether older releases may hold what somebody wanted to be gone.

    They may if a file was taken down, or if posts hide something else than at the last deploy:
    going back would show it again. `hidden` is '' where no post hides anything; what was hidden at
    a deploy from another machine is not known, and counts as something else.
    """
    if taken_down(before, now):
        return True
    return bool(before and hidden) and (record is None or record.hidden != hidden)


def has_packed(root: Path) -> bool:
    """Whether copies that were packed before lie in the campaign's folder."""
    packed = root / "packed"
    try:
        return any(file.suffix in (".zip", ".html") for file in packed.iterdir())
    except OSError:
        return False


def lasting(kind: str) -> list[str]:
    """What a deploy cannot undo, in sentences for the report; `kind` is where it went."""
    own = _LASTING.get(kind)
    return [*([own] if own else []), _EVERYWHERE]
