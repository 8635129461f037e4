"""Reading back what was published: a deploy is done when it is there, not when it was sent."""

from __future__ import annotations

from generator.targets.faults import DeployFault, Passing, patiently
from generator.targets.plan import FRAME, Plan
from generator.targets.release import Release
from generator.targets.target import Live, Target
from generator.write.manifest import MANIFEST

# Of a first deploy with thousands of files, reading all of them back would double its time.
_MOST = 200


def confirm(target: Target, release: Release, changes: Plan) -> Live:
    """What stands there now. Raises DeployFault where it is not the release.

    All sizes are compared, and bytes of what was sent: pages and frame first, of the rest as many
    as come to 200, evenly spread.
    """
    live = patiently(lambda: _look(target, release))
    for path in _sample(changes):
        patiently(lambda path=path: _read(target, release, path))  # type: ignore[misc]
    return live


def _look(target: Target, release: Release) -> Live:
    live = target.look()
    if live.manifest != release.read(MANIFEST):
        raise Passing(f"{target.where} does not show the new release", _AGAIN)
    if live.files is not None:
        other = [
            path
            for path, (size, _) in release.files.items()
            if path not in live.files or live.files[path].size != size
        ]
        if other:
            raise Passing(f"'{other[0]}' is not at {target.where} as it was sent", _AGAIN)
    return live


def _read(target: Target, release: Release, path: str) -> None:
    data = target.read(path)
    if data is None:
        raise Passing(f"'{path}' was sent to {target.where} and is not there", _AGAIN)
    if data != release.read(path):
        raise DeployFault(f"'{path}' is at {target.where} with other content than was sent", _AGAIN)


def _sample(changes: Plan) -> list[str]:
    first = [path for path in changes.sent if path.endswith(".html") or path in FRAME][:_MOST]
    rest = [path for path in changes.sent if path not in set(first)]
    room = _MOST - len(first)
    return [*first, *(rest[:: max(1, -(-len(rest) // room))] if room else ())]


_AGAIN = "deploy again: only what differs is sent"
