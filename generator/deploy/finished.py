"""What is published: the site as it is now, built, looked through, and signed if wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.audit import audit_written
from generator.build import build
from generator.cache.unchanged import unchanged
from generator.guard import Guard
from generator.model import Places
from generator.options import Options
from generator.problems import Problem, has_errors
from generator.signing import sign
from generator.targets.faults import DeployFault
from generator.targets.plan import FRAME
from generator.targets.release import Release
from generator.write.manifest import MANIFEST, SUMS, parse_whole, root_hash

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finished:
    """A site that may be published, and what is known of it.

    `release` is None where the problems forbid to publish. `sources` are the files that pages were
    written in, by the page's path in the site; `places` are those of site.yaml.
    """

    release: Release | None
    problems: tuple[Problem, ...]
    guard: Guard | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    places: Places | None = None


def finished(root: Path, options: Options, key: str, progress: Progress) -> Finished:
    """Build the site as of now, without drafts, and look at everything that was made."""
    result = unchanged(root, options) or build(root, options, progress)
    if has_errors(result.problems, strict=options.strict):
        return Finished(None, result.problems)
    bare = _release(options.output, result.root_hash)
    listing = {path: facts for path, facts in bare.files.items() if path not in (MANIFEST, SUMS)}
    prepared, found = audit_written(root, options, listing)
    told = sorted({*result.problems, *found}, key=lambda problem: problem.sort_key)
    if has_errors(told, strict=options.strict) or prepared.book is None:
        return Finished(None, tuple(told))
    assert prepared.reading is not None
    if key:
        sign(options.output / SUMS, key)
    return Finished(
        release=_release(options.output, result.root_hash),
        problems=tuple(told),
        guard=prepared.guard,
        sources={str(page.path): page.places.path for page in prepared.book.site.pages.values()},
        places=prepared.reading.campaign.places,
    )


def _release(output: Path, built: str) -> Release:
    """The site in a folder: what its manifest lists, and what stands around that.

    Raises DeployFault where that is not what was built: nobody has looked through another.
    """
    try:
        data = (output / MANIFEST).read_bytes()
        manifest = parse_whole(data)
        frame = {path: (output / path).read_bytes() for path in FRAME if (output / path).is_file()}
    except OSError as error:
        raise DeployFault(f"'{output.name}' cannot be read: {error.strerror}", _AGAIN) from error
    if manifest is None:
        raise DeployFault(f"'{output.name}' holds no site of ours", _AGAIN)
    if not manifest.root == root_hash(manifest.files) == built:
        raise DeployFault(f"'{output.name}' was changed after it was built", _AGAIN)
    facts = {p: (len(one), hashlib.sha256(one).hexdigest()) for p, one in frame.items()}
    return Release(output, {**manifest.files, **facts}, manifest.root, manifest.site)


_AGAIN = "build it again"
