"""What every target can do: tell what stands there, take a release, give back what it took."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.secrets import Secrets

# Called with the number of bytes that were sent, as they are sent.
Step = Callable[[int], None]


class Mark(NamedTuple):
    """A file at a target: its bytes' number, and what the target calls its content, or ''.

    `tag` changes with the content: an etag, a hash of the target's own; it is only ever compared.
    `digest` is the content's SHA-256 where the target has read all of it.
    """

    size: int
    tag: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """What stands at a target now.

    `manifest` is its manifest.json as it was found (None: there is none); `files` is everything
    that lies there, by path (None where the target cannot list: then the manifest is believed);
    `unfinished` is what an interrupted deploy left to say what it was about; `version` is what must
    still be there when a release takes its place: a commit, a link's end, or '' for nothing.
    `settled` is False where something besides the files is not as the settings want it: a domain.
    """

    manifest: bytes | None
    files: Mapping[str, Mark] | None
    unfinished: bytes | None = None
    version: str = ""
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Older:
    """A release that a target has kept: what it calls it, and its root hash (hexadecimal).

    `newer` are those that somebody has gone back from: they are no way back.
    """

    name: str
    root: str
    newer: bool = False


def in_order(kept: Iterable[Older], live: str) -> list[Older]:
    """Releases as one goes back through them, their names being the times of their publishing.

    First those before the one named `live` ('' where that is the newest), the last one first.
    """
    row = sorted(kept, key=lambda one: one.name, reverse=True)
    newer = [replace(one, newer=True) for one in row if live and one.name > live]
    return [one for one in row if not live or one.name < live] + newer


class Target(Protocol):
    """A place that a site is published to. Every method may raise DeployFault.

    `where` is how messages name it, without anything secret. `remarks` are what somebody who
    publishes there should know, and what is no fault; they may grow while it publishes.
    """

    where: str

    @property
    def remarks(self) -> Sequence[str]: ...

    def look(self) -> Live: ...

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        """Make the release live; interrupted at any moment, readers have a whole site.

        Raises DeployFault where `live.version` is not there any more. What stood there before is
        kept for going back, if the target can.
        """

    def read(self, path: str) -> bytes | None:
        """A file as it stands there now, to confirm what was published; None: there is none."""

    def older(self) -> Sequence[Older]:
        """The releases that are kept, as `in_order` has them; without the live one."""

    def go_back(self, older: Older) -> None:
        """Make an older release live."""

    def forget(self, older: Sequence[Older]) -> None:
        """Delete releases that were kept."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a target may know of the machine.

    `name` is the target's own in site.yaml; `root` is the campaign's folder and `private` a folder
    of this target's own below .handbill, made when it is needed (None: there can be none).
    """

    name: str
    root: Path
    private: Path | None
    secrets: Secrets
    keep: int = 5
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
