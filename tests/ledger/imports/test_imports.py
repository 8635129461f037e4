"""Posts out of a file: which form it has, what is told of it as a whole."""

import json

import pytest

from generator.ledger.imports import FORMATS, Account, read_account, read_posts
from generator.ledger.record import ImportFault
from generator.problems import CODES, Severity
from ledger.imports.samples import FILES, codes, load, parsed, read

FORM_OF = {
    "tweets.js": "tweets.js of an X archive",
    "tweet-v1.json": "tweets.js of an X archive",
    "tweet-v2.json": "tweets.js of an X archive",
    "oembed-x.json": "an oEmbed answer",
    "oembed-mastodon.json": "an oEmbed answer",
    "oembed-reddit.json": "an oEmbed answer",
    "oembed-tiktok.json": "an oEmbed answer",
    "oembed-youtube.json": "an oEmbed answer",
    "mastodon.json": "an answer of Mastodon",
    "mastodon-context.json": "an answer of Mastodon",
    "note.json": "an ActivityPub note or outbox",
    "outbox.json": "an ActivityPub note or outbox",
    "bluesky.json": "an answer of Bluesky",
    "bluesky-thread.json": "an answer of Bluesky",
    "bluesky-record.json": "an answer of Bluesky",
}


def refused(data: bytes) -> ImportFault:
    with pytest.raises(ImportFault) as caught:
        read_posts("a.json", data)
    return caught.value


@pytest.mark.parametrize("name", FORM_OF)
def test_each_file_has_one_form_only(name: str) -> None:
    value = load(name)
    first = value[0] if isinstance(value, list) else value
    assert [row.name for row in FORMATS if row.recognise(first)] == [FORM_OF[name]]


def test_every_file_is_tried() -> None:
    assert {path.name for path in FILES.iterdir()} == {*FORM_OF, "page.html", "account.js"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", [*FORM_OF, "page.html"])
def test_marks_and_line_ends_of_windows_change_nothing(name: str, encoding: str) -> None:
    text = (FILES / name).read_text("utf-8").replace("\n", "\r\n")
    assert read(name, text.encode(encoding)) == read(name)


def test_files_of_several_forms_are_read_piece_by_piece() -> None:
    posts, problems = parsed([load("note.json"), load("tweet-v1.json"), {"a": 1}, 7])
    assert [post.network for post in posts] == ["mastodon", "x"]
    assert codes(problems) == ["import-skipped", "import-skipped"]
    assert problems[1].place.column > problems[0].place.column


@pytest.mark.parametrize("data", [b'{"a": 1}', b"[1]", b"hello", b"<p>hello</p>", b'"a"', b"[[]]"])
def test_a_file_of_no_known_form_is_refused_with_a_list_of_forms(data: bytes) -> None:
    problem = refused(data).problem
    assert problem.code == "import-unknown"
    assert "tweets.js" in problem.hint


@pytest.mark.parametrize("data", [b"", b" ", b"[]", b'{"type": "Collection", "items": []}'])
def test_a_file_without_a_post_is_refused(data: bytes) -> None:
    assert refused(data).problem.code == "import-missing"


def test_a_file_whose_posts_are_all_left_out_says_why() -> None:
    posts, problems = read("a.json", b'[{"id": 0, "text": ""}, {"id": 20, "text": "RT @a: b"}]')
    assert posts[0].url.endswith("/0")
    posts, problems = read("a.json", b'[{"id": [], "full_text": ""}, {"full_text": "RT @a: b"}]')
    assert posts == []
    assert codes(problems) == ["import-skipped", "import-shared", "import-missing"]


def test_messages_that_come_again_and_again_are_counted() -> None:
    retweet = {"id_str": "20", "full_text": "RT @omar_example: words"}
    _, problems = parsed([{"full_text": "Words", "id": "1"}] + [retweet] * 50)
    assert codes(problems).count("import-shared") == 21
    assert "(and 30 more like this)" in problems[-1].message


def test_no_more_posts_are_read_than_a_person_could_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.ledger.imports.MAX_POSTS", 3)
    posts, problems = parsed([{"full_text": str(n), "id": str(n)} for n in range(9)])
    assert len(posts) == 3
    assert "only the first 3 posts of the file are read" in [p.message for p in problems]


def test_an_account_is_read_for_its_archive() -> None:
    data = (FILES / "account.js").read_bytes()
    assert read_account("account.js", data) == Account("@amina_example", "Amina Example")


def test_an_account_is_no_post_and_posts_are_no_account() -> None:
    problem = refused((FILES / "account.js").read_bytes()).problem
    assert problem.message == "this file holds an account, not posts"
    with pytest.raises(ImportFault) as caught:
        read_account("tweets.js", (FILES / "tweets.js").read_bytes())
    assert caught.value.problem.code == "import-unknown"


def test_no_message_says_who_posted_or_what() -> None:
    value = load("bluesky.json")
    value["posts"][0]["author"]["displayName"] = "<b>Amina</b>\u202e"
    _, problems = parsed(value)
    told = json.dumps([(p.message, p.hint) for p in problems])
    assert problems
    assert "amina" not in told.lower()


def test_only_what_stops_an_import_is_an_error() -> None:
    errors = {c for c in CODES if c.startswith("import-") and CODES[c] is Severity.ERROR}
    assert errors == {"import-syntax", "import-unknown", "import-missing"}
