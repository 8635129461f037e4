"""What a target is found to be: empty, ours, half done, changed by others, somebody else's."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.deploy.records import Record, keep, recall
from generator.deploy.state import State, judge
from generator.targets.table import private_of
from generator.targets.target import Live, Mark
from generator.write.manifest import MANIFEST, SUMS
from targets.releases import SITE, release

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FILES = {"index.html": "Hello", "a/b.css": "p {}"}


@pytest.fixture
def live(tmp_path: Path) -> Live:
    made = release(tmp_path, FILES)
    marks = {path: Mark(size, digest) for path, (size, digest) in made.files.items()}
    return Live(made.read(MANIFEST), marks)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = release(tmp_path, FILES)
    tags = {path: digest for path, (_, digest) in made.files.items()}
    return Record("there", made.root, NOW, made.files, tags, "")


def test_nothing_is_empty_and_anything_else_is_foreign(live: Live) -> None:
    assert judge(Live(None, {}), None, SITE).state is State.EMPTY
    assert judge(Live(None, None), None, SITE).state is State.EMPTY
    found = judge(Live(None, {"index.html": Mark(5)}), None, SITE)
    assert (found.state, found.odd) == (State.FOREIGN, ("index.html",))
    strange = Live(b'{"name": "an app", "files": []}', {"manifest.json": Mark(30)})
    assert judge(strange, None, SITE).state is State.FOREIGN


def test_what_was_published_is_ours_from_this_machine_and_from_another(
    live: Live, record: Record
) -> None:
    for known in (record, None):
        found = judge(live, known, SITE)
        assert (found.state, found.odd) == (State.OURS, ())
        assert found.files == found.published == dict(record.files)


def test_another_campaign_is_told_apart_by_its_address(live: Live, record: Record) -> None:
    elsewhere = "https://other.example.org/"
    assert judge(live, None, elsewhere).state is State.ANOTHER
    # The campaign's own address may change; what was published from here is known all the same.
    assert judge(live, record, elsewhere).state is State.OURS


def test_somebody_deployed_since(live: Live, record: Record) -> None:
    assert judge(live, replace(record, root="0" * 64), SITE).state is State.MOVED


@pytest.mark.parametrize(
    ("change", "odd"),
    [
        ({"index.html": Mark(6, "other")}, "index.html"),
        ({"index.html": None}, "index.html"),
        ({"added.html": Mark(3, "new")}, "added.html"),
    ],
)
def test_a_file_that_is_not_as_it_was_published(
    live: Live, change: dict[str, Mark | None], odd: str
) -> None:
    marks = {**(live.files or {}), **change}
    files = {path: mark for path, mark in marks.items() if mark}
    found = judge(replace(live, files=files), None, SITE)
    assert (found.state, found.odd) == (State.ALTERED, (odd,))
    assert found.files.keys() == files.keys()


def test_other_content_of_the_same_size_is_seen_where_it_was_published_from_here(
    live: Live, record: Record
) -> None:
    files = {**(live.files or {}), "index.html": Mark(5, "Hullo")}
    changed = replace(live, files=files)
    assert judge(changed, record, SITE).odd == ("index.html",)
    assert judge(changed, None, SITE).state is State.OURS


def test_what_was_interrupted_is_doubtful(live: Live, tmp_path: Path) -> None:
    coming = release(tmp_path / "next", {**FILES, "index.html": "Hello again", "new.html": "New"})
    note = {
        "manifest": json.loads(coming.read(MANIFEST)),
        "sending": ["index.html", "new.html"],
        "removing": [],
    }
    files = {**(live.files or {}), "new.html": Mark(3)}
    found = judge(replace(live, files=files, unfinished=json.dumps(note).encode()), None, SITE)
    assert found.state is State.UNFINISHED
    assert found.odd == ("index.html", "new.html")
    assert found.files["a/b.css"] == coming.files["a/b.css"]
    assert found.files["index.html"] not in (coming.files["index.html"], (5, "x"))
    assert "index.html" in found.published


@pytest.mark.parametrize("name", ["live", "mirror.2", "..", "ü", "a/b"])
def test_a_record_is_kept_for_one_place(tmp_path: Path, record: Record, name: str) -> None:
    folder = private_of(tmp_path, name)
    assert folder is not None
    assert folder.parent == tmp_path / ".handbill" / "deploys"
    keep(folder, record)
    assert recall(folder, "there") == record
    assert recall(folder, "elsewhere") is None


def test_a_damaged_record_is_no_record(tmp_path: Path, record: Record) -> None:
    folder = private_of(tmp_path, "live")
    assert folder is not None
    keep(folder, record)
    file = folder / "record"
    file.write_bytes(file.read_bytes().replace(b"there", b"where"))
    assert recall(folder, "there") is None


def test_a_signature_is_known_to_whoever_published_it(live: Live, record: Record) -> None:
    signed = replace(record, files={**record.files, f"{SUMS}.sig": (300, "ab" * 32)})
    files = {**(live.files or {}), f"{SUMS}.sig": Mark(300)}
    found = judge(replace(live, files=files), signed, SITE)
    assert (found.state, found.files) == (State.OURS, signed.files)
    assert judge(live, signed, SITE).odd == (f"{SUMS}.sig",)


def test_a_manifest_that_does_not_add_up_is_not_believed(live: Live, record: Record) -> None:
    said = json.loads(live.manifest or b"")
    said["files"][0]["sha256"] = "0" * 64
    forged = replace(live, manifest=json.dumps(said).encode())
    for known in (record, None):
        found = judge(forged, known, SITE)
        assert found.state is State.ALTERED
        assert MANIFEST in found.odd
