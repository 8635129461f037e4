"""Saved files are hashed, counts replace one another in a row, and nothing hidden is told."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from generator.kinds.figure import Figure
from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.text import Speech
from generator.model import Entry, Places, Source, Span
from generator.problems import EnvironmentFault, Problem
from generator.resolve.evidence import check_captures, check_languages, check_superseding

SAVED = b"What was on the screen.\n"
HASH = sha256(SAVED).hexdigest()
OTHER = "0" * 64
PLACES = Places(
    "content/posts/a.yaml",
    {
        ("captured",): Span((2, 1, 8), (3, 5, 4)),
        ("captured", "file"): Span((3, 5, 4), (3, 11, 9)),
        ("captured", "sha256"): Span((4, 5, 6), (4, 13, 64)),
    },
)

Check = Callable[..., list[Problem]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """The problems of one post whose saved file holds `content`."""

    def problems(
        content: bytes | None, digest: str = "", protect: str = "nothing"
    ) -> list[Problem]:
        file = tmp_path / "amina_secret.png"
        if content is not None:
            file.write_bytes(content)
        captured = {"at": "2016-05-01", "file": "amina_secret.png"}
        values = {
            "id": "quoted",
            "captured": {**captured, **({"sha256": digest} if digest else {})},
            "protect": protect,
            "paraphrase": "What was said.",
        }
        post = Post.model_validate(values, context=Speech())
        entries = {"post": {"quoted": Entry("post", "quoted", post, PLACES)}}
        return check_captures(entries, {file.name: Source(f"content/{file.name}", file)})

    return problems


def test_a_file_that_is_what_it_was_is_no_problem(check: Check) -> None:
    assert check(SAVED, HASH) == []
    assert check(SAVED, HASH, "words") == []


def test_a_changed_file_is_told_at_its_hash(check: Check) -> None:
    (problem,) = check(SAVED + b"!", HASH)
    found = sha256(SAVED + b"!").hexdigest()
    assert (problem.code, problem.place.line, problem.place.column) == ("capture-changed", 4, 13)
    assert f"begins with {found[:12]}, not with {HASH[:12]}" in problem.message
    assert found in problem.hint


def test_a_missing_hash_is_offered(check: Check) -> None:
    (problem,) = check(SAVED)
    assert (problem.code, problem.place.line) == ("no-hash", 3)
    assert f"sha256: {HASH}" in problem.hint


@pytest.mark.parametrize("protect", ["handle", "name", "words"])
@pytest.mark.parametrize("digest", ["", OTHER])
def test_of_a_protected_post_neither_name_nor_hash_is_told(
    check: Check, protect: str, digest: str
) -> None:
    (problem,) = check(SAVED, digest, protect)
    assert problem.code == ("capture-changed" if digest else "no-hash")
    told = f"{problem.message} {problem.hint}"
    assert "'quoted'" in told
    assert [part for part in ("amina_secret", HASH[:12], OTHER[:12]) if part in told] == []
    # A report shows the line that a problem stands in.
    assert problem.place.line == 0


def test_a_file_that_cannot_be_read_is_the_machines_fault(check: Check) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        check(None, HASH, "name")
    assert "amina_secret" not in str(caught.value)


def test_a_file_of_more_than_a_block_is_hashed_whole(check: Check) -> None:
    large = bytes(3_000_000) + b"end"
    assert check(large, sha256(large).hexdigest()) == []
    assert check(large[:-1], sha256(large).hexdigest()) != []


def figures(**rows: str) -> dict[str, Entry]:
    found = {}
    for ident, supersedes in rows.items():
        values = {"id": ident, "value": "1", "what": "x"}
        more = {"supersedes": supersedes} if supersedes else {}
        value = Figure.model_validate({**values, **more}, context=Speech())
        found[ident] = Entry("figure", ident, value, Places("content/figures.yaml"))
    return found


def test_counts_in_a_row_are_fine() -> None:
    assert check_superseding(figures(a="b", b="c", c="", d="nowhere")) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"a": "a"}, "'a' replaces 'a'"),
        ({"a": "b", "b": "a"}, "'a' replaces 'b' replaces 'a'"),
        ({"z": "a", "a": "b", "b": "c", "c": "a"}, "'a' replaces 'b' replaces 'c' replaces 'a'"),
    ],
)
def test_a_ring_is_told_once(rows: dict[str, str], told: str) -> None:
    (problem,) = check_superseding(figures(**rows))
    assert problem.code == "superseding-loop"
    assert problem.message.endswith(told)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"text": "x"}, ["no-language"]),
        ({"text": "x", "lang": "en"}, []),
        ({"text": "x", "verbatim": "false"}, []),
        ({"paraphrase": "x"}, []),
        ({"text": "x", "protect": "words", "paraphrase": "x"}, []),
    ],
)
def test_words_of_an_unknown_language_are_told(values: dict[str, str], told: list[str]) -> None:
    post = Post.model_validate(values, context=Speech("en", ("en", "ar")))
    found = check_languages({"post": {"a": Entry("post", "a", post, PLACES)}})
    assert [problem.code for problem in found] == told


def test_the_line_of_a_protected_post_is_not_shown() -> None:
    speech = Speech("en", ("en", "ar"))
    for protect in ("nothing", "handle", "name"):
        post = Post.model_validate({"text": "x", "protect": protect}, context=speech)
        (problem,) = check_languages({"post": {"a": Entry("post", "a", post, PLACES)}})
        assert problem.quiet == (protect != "nothing")
    statement = Statement.model_validate({"id": "a", "who": "x", "text": "x"}, context=speech)
    (problem,) = check_languages({"statement": {"a": Entry("statement", "a", statement, PLACES)}})
    assert not problem.quiet
