"""The one function that publishes: what stands after it, and what it tells."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.write import Changes, spoken, write
from generator.write.manifest import parse

from .sites import tree

P = PurePosixPath
FIRST = [
    (P("index.html"), b"one"),
    (P("gone/old.html"), b"old"),
    (P("ar/لنا.html"), "سلام".encode()),
]
SECOND = [(P("index.html"), b"two"), (P("ar/لنا.html"), "سلام".encode()), (P("new.html"), b"")]


def test_the_output_holds_exactly_the_files_and_their_listings(root: Path, output: Path) -> None:
    write(FIRST, output, root)
    write(SECOND, output, root)
    found = {path.relative_to(output).as_posix() for path in output.rglob("*")}
    assert found == {"index.html", "ar", "ar/لنا.html", "new.html", "manifest.json", "SHA256SUMS"}
    assert all((output / path).read_bytes() == data for path, data in SECOND)


def test_what_changed_is_counted(root: Path, output: Path) -> None:
    assert write(FIRST, output, root).changes is None
    assert write(SECOND, output, root).changes == Changes(
        added=1, changed=1, unchanged=1, removed=1
    )
    assert write(SECOND, output, root).changes == Changes(
        added=0, changed=0, unchanged=3, removed=0
    )


def test_the_figures_leave_out_the_listings(root: Path, output: Path) -> None:
    written = write(FIRST, output, root)
    assert (written.count, written.size) == (3, 3 + 3 + 8)


def test_the_root_hash_is_told_and_published(root: Path, output: Path) -> None:
    written = write(FIRST, output, root)
    sums = (output / "SHA256SUMS").read_bytes()
    assert written.root_hash == hashlib.sha256(sums).hexdigest()
    assert json.loads((output / "manifest.json").read_bytes())["root"] == written.root_hash
    assert len(spoken(written.root_hash)) == 29


def test_the_order_of_the_files_changes_no_byte(root: Path) -> None:
    write(FIRST, root / "a", root)
    write(reversed(FIRST), root / "b", root, durable=False)
    for name in ("manifest.json", "SHA256SUMS"):
        assert (root / "a" / name).read_bytes() == (root / "b" / name).read_bytes()


def test_a_site_without_pages_is_written_and_is_ours(root: Path, output: Path) -> None:
    write([], output, root)
    assert parse((output / "manifest.json").read_bytes()) == {}
    assert write(FIRST, output, root).changes == Changes(added=3, changed=0, unchanged=0, removed=0)


names = st.from_regex(r"[a-zء-ي]{1,3}(/[a-z]{1,2}){0,2}\.html", fullmatch=True)
sites = st.dictionaries(names, st.binary(max_size=20), max_size=5)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(sites, min_size=1, max_size=3))
def test_after_any_series_of_builds_the_last_one_stands(
    root: Path, output: Path, series: list[dict[str, bytes]]
) -> None:
    for files in series:
        write([(P(name), data) for name, data in files.items()], output, root, durable=False)
    assert tree(output) == series[-1]
