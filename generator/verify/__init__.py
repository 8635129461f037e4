"""A copy of a site against its manifest: what is true, what was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shlex import quote

from generator.problems import EnvironmentFault
from generator.verify.absence import Absence
from generator.verify.archive import Archive
from generator.verify.claims import Claims, claims
from generator.verify.copies import Copy, Unread
from generator.verify.finding import Finding
from generator.verify.folder import Folder
from generator.verify.packed import is_page, outside, vouched
from generator.verify.remote import Remote
from generator.verify.root import heard
from generator.verify.trust import trusted
from generator.write.manifest import MANIFEST, SUMS
from generator.write.paths import folded, is_safe

__all__ = ["Copy", "Finding", "opened", "verify"]

Step = Callable[[int, int], None]
_Answer = tuple[int, str] | Unread | None

# What hosts and file browsers put beside a site's files; nothing in it reaches a reader.
HOSTS = frozenset(["CNAME", ".domains", ".nojekyll", ".gitattributes"])
_LITTER = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])

# What is written for a host, which hides or takes it away.
UNSERVED = frozenset(["_headers", "_redirects", ".htaccess", ".nojekyll", ".domains", "CNAME"])

_UNFINISHED = "deploying.json"
_BATCH = 64
_MOST_IN_A_ROW = 40  # that cannot be read: then nobody answers there any more


def opened(named: str) -> Copy:
    """The copy that is meant: an address, a folder or a zip. Raises EnvironmentFault."""
    if "://" in named:
        return Remote(named)
    path = Path(named)
    if path.is_dir():
        return Folder(path)
    if path.is_file() and is_page(path.name):
        message = f"'{path.name}' is a single page, which lists nothing that it could be held to"
        sums = f"{path.stem}.{SUMS}"
        raise EnvironmentFault(message, f"check it with: sha256sum -c {quote(sums)}")
    if path.exists():
        return Archive(path)
    message = f"there is no '{named}'"
    raise EnvironmentFault(message, "name a folder, a zip, or an address with https:// before it")


def verify(
    copy: Copy,
    *,
    key: str | None = None,
    root: str | None = None,
    step: Step = lambda done, total: None,
) -> Finding:
    """Hold every file against manifest.json and SHA256SUMS, and these against each other.

    `key` is a public key that must have signed, `root` a root hash as it was read aloud or in
    hexadecimal. `step` is told how many files are done, of how many. Raises EnvironmentFault where
    there is nothing to check, or what the reader named cannot be used.
    """
    meant = None if root is None else heard(root)
    said = claims(copy)
    names = copy.names()
    found = Finding(
        said.site, said.root, faults=(*copy.faults, *said.faults), beside=tuple(copy.beside)
    )
    around = outside(copy, key)
    found = trusted(copy, said, found, key, meant, signed=around.signed)
    found = _held(copy, said, names, found, step)
    found = vouched(copy, _seen(copy, said, names, found), around)
    if names is None:
        found = _noted(copy, found)
    return found


def _held(
    copy: Copy, said: Claims, names: Sequence[str] | None, found: Finding, step: Step
) -> Finding:
    """Each file that should be there."""
    with closing(_taken(copy, said, None if names is None else set(names))) as answers:
        return _judged(answers, said, names is None, found, step)


def _judged(
    answers: Iterator[tuple[str, _Answer]], said: Claims, served: bool, found: Finding, step: Step
) -> Finding:
    changed, missing, unserved = [], [], []
    unread: list[tuple[str, str]] = []
    count = size = in_a_row = 0
    for path, answer in answers:
        count += 1
        step(count, len(said.files))
        in_a_row = in_a_row + 1 if isinstance(answer, Unread) else 0
        if served and in_a_row >= _MOST_IN_A_ROW:
            message = f"{in_a_row} files in a row could not be read, and no more were asked for"
            raise EnvironmentFault(f"{message}: {answer}", "try again later")
        listed = said.files[path]
        is_same = isinstance(answer, tuple) and (
            answer[1] == listed[1] and (answer == listed or not said.sized)
        )
        if served and not is_same and path in UNSERVED:
            unserved.append(path)
        elif isinstance(answer, Unread):
            unread.append((path, str(answer)))
        elif answer is None:
            missing.append(path)
        else:
            size += answer[0]
            if not is_same:
                changed.append(path)
    return replace(
        found,
        count=count - len(missing),
        size=size,
        changed=tuple(changed),
        missing=tuple(missing),
        unread=tuple(unread),
        unserved=tuple(unserved),
    )


def _taken(
    copy: Copy, said: Claims, there: set[str] | None
) -> Generator[tuple[str, _Answer], None, None]:
    """What every file holds, in the order of their paths."""

    absence = Absence(copy) if copy.served else None

    def take(path: str) -> _Answer:
        if there is not None and path not in there:
            return None
        try:
            found = copy.take(path, said.files[path][0])
        except Unread as error:
            return error
        if found is None:
            return None
        is_other = found.sha256 != said.files[path][1]
        if is_other and absence is not None and absence.explains(path, found):
            return None
        return found.size, found.sha256

    paths = sorted(said.files)
    pool = ThreadPoolExecutor(copy.threads)
    try:
        # A few at a time: of hundreds of thousands of files the waiting list alone would be large.
        for at in range(0, len(paths), _BATCH):
            batch = paths[at : at + _BATCH]
            yield from zip(batch, pool.map(take, batch), strict=True)
    except BaseException:
        copy.close()  # or what is under way would have to come to its end first
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _seen(copy: Copy, said: Claims, names: Sequence[str] | None, found: Finding) -> Finding:
    """What is there and should not be."""
    if names is None:
        return found
    # No host adds a file that it was given; who forged a signature is found out by that alone.
    signed = (name for name, _ in found.signatures if _is_plain(copy, name))
    frame = {MANIFEST, SUMS, *signed}
    added = sorted(set(names) - said.files.keys() - frame)
    hosts = [name for name in added if name in HOSTS or name.rpartition("/")[2] in _LITTER]
    hosts = [name for name in hosts if _is_plain(copy, name)]
    faults = list(found.faults)
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        faults.append(f"{_some(twice)} is there more than once")
    if outside := [name for name in added if not is_safe(name)]:
        faults.append(f"{_some(outside)} would leave the site's folder: do not unpack it")
    alike = Counter(folded(name) for name in set(names))
    if clashing := sorted(name for name in set(names) if alike[folded(name)] > 1):
        faults.append(f"{_some(clashing)} are one file on some disks")
    if _UNFINISHED in added:
        faults.append("somebody is publishing here, or was interrupted")
    return replace(
        found,
        added=tuple(name for name in added if name not in hosts),
        hosts=tuple(hosts),
        faults=tuple(faults),
    )


def _is_plain(copy: Copy, name: str) -> bool:
    """Whether it is a file: a link of an innocent name may lead to a folder full of pages."""
    try:
        return copy.take(name, 0) is not None
    except Unread:
        return False


def _noted(copy: Copy, found: Finding) -> Finding:
    """What is to be known of a copy whose files cannot be listed."""
    notes = ["files that somebody added cannot be seen at an address, nor what it shows to others"]
    if not found.is_whole:
        try:
            # Some hosts answer with a page of their own for whatever is not there.
            under_way = copy.take(_UNFINISHED, 1, keep=True)
            if under_way and under_way.data.startswith(b"{"):
                notes.append("somebody may be publishing there just now: try again in a while")
        except Unread:
            pass  # it was only to explain what has been found
    return replace(found, notes=(*found.notes, *notes))


def _some(names: Sequence[str]) -> str:
    first = ", ".join(f"'{name}'" for name in names[:3])
    return first + (f" and {len(names) - 3} more" if len(names) > 3 else "")
