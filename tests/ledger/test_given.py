"""What is given: addresses tell what they can, and files are read only as far as is safe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.ledger import given
from generator.ledger.given import doubts, from_permalink, is_address, posts_in, saved
from generator.ledger.record import Found
from generator.problems import EnvironmentFault, Place

URL = "https://x.com/amina_example/status/726541475551531008"
ARCHIVE = Path(__file__).parent / "imports" / "files"


def test_an_address_tells_what_it_can() -> None:
    found = from_permalink(f"https://web.archive.org/web/20160501120000/{URL}")
    assert (found.network, found.handle, found.url) == ("x", "@amina_example", URL)
    assert found.posted.startswith("2016-04-30T22:39")
    assert found.archive.startswith("https://web.archive.org/")
    assert from_permalink("https://example.org/a") == Found("other", url="https://example.org/a")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://example.com/some/page", "network that Handbill knows"),
        ("https://x.com/amina_example", "network that Handbill knows"),
        ("https://archive.ph/abcde", "archived copy"),
        ("http://archive.today/AbCd3", "archived copy"),
        ("https://perma.cc/ABCD-1234", "archived copy"),
        ("https://web.archive.org/web/2016/https://example.org/a", "archived copy"),
        ("https://archive.ph.example.org/abcde", "network that Handbill knows"),
    ],
)
def test_an_address_that_tells_nothing_is_doubted(url: str, says: str) -> None:
    (problem,) = doubts(from_permalink(url), "content/posts/a.yaml")
    assert (problem.code, problem.place) == ("no-permalink", Place("content/posts/a.yaml"))
    assert says in problem.message
    assert ("'archive'" in problem.hint) is (says == "archived copy")


def test_permalinks_and_what_stands_in_files_is_not_doubted() -> None:
    assert list(doubts(from_permalink(URL), "a.yaml")) == []
    copy = f"https://web.archive.org/web/20160501120000/{URL}"
    assert list(doubts(from_permalink(copy), "a.yaml")) == []
    told = Found("other", url="https://example.org/a", text="b", place=Place("a.html", 1))
    assert list(doubts(told, "a.yaml")) == []


def test_addresses_and_files_are_told_apart() -> None:
    assert [is_address(what) for what in (URL, "at://a/b", "tweets.js", "./https")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", ["tweets.js", "tweets-part1.js", "deleted-tweets.js"])
def test_an_archives_account_is_read_beside_it(tmp_path: Path, name: str) -> None:
    data = (ARCHIVE / "tweets.js").read_bytes()
    (tmp_path / "account.js").write_bytes((ARCHIVE / "account.js").read_bytes())
    found, _ = posts_in(str(tmp_path / name), data)
    assert {post.handle for post in found} == {"@amina_example"}
    alone, problems = posts_in(str(tmp_path / "elsewhere" / name), data)
    assert {post.handle for post in alone} == {""}
    assert "import-author" in {problem.code for problem in problems}


def refusal(file: Path) -> str:
    with pytest.raises(EnvironmentFault) as refused:
        saved(str(file))
    assert refused.value.hint
    return str(refused.value)


def test_only_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(b"[]")
    assert saved(str(tmp_path / "good.json")) == b"[]"
    assert refusal(tmp_path).endswith("is a folder")
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").endswith("is a device or a pipe, and no file")
    assert refusal(Path("/dev/zero")) == "'/dev/zero' is a device or a pipe, and no file"
    (tmp_path / "link").symlink_to("/dev/zero")
    assert "is a device" in refusal(tmp_path / "link")
    assert refusal(tmp_path / "none").startswith("cannot read")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as stream:
        stream.truncate(given.MAX_BYTES + 1)
    assert "is too large (200,000,001 bytes; the limit is 200,000,000)" in refusal(
        tmp_path / "large.json"
    )


def test_a_file_that_grows_meanwhile_is_not_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "MAX_BYTES", 10)
    file = tmp_path / "growing.json"
    file.write_bytes(b"12345678901")
    small = os.stat_result((file.stat().st_mode, 0, 0, 1, 0, 0, 10, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda self: small)
    assert "too large (11 bytes" in refusal(file)
