"""`handbill post` as a whole: what is written, what is said, and what is never said."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
import pytest

from generator.build import Options, prepare
from generator.cli import main, posts
from generator.kinds.post import Consent, Post, Protection
from generator.ledger.record import Found
from generator.problems import Place, Problem
from sites import NOW, BuiltSite

MakeSite = Callable[..., BuiltSite]
Run = Callable[..., tuple[int, str, str]]

SAVED = Path(__file__).parent / "ledger" / "imports" / "files"
URL = "https://x.com/amina_example/status/726541475551531008"
OTHER = "https://x.com/amina_example/status/726459922079080449"
PROTECTED = (
    "# Not to be named.\r\n"
    "protect: name\r\n"
    "author: {name: Noor Madeup, handle: '@noor_secret', shown_as: a nurse}\r\n"
    f"url: {OTHER.replace('amina_example', 'noor_secret')}\r\n"
    "posted: 2016-04-30\r\n"
    "text: Where are they?\r\n"
    "lang: en\r\n"
    "consent: {status: given}\r\n"
)
SECRETS = ("Noor", "Madeup", "noor_secret", "726459922079080449")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; its exit code, what it said, and what it complained of."""

    def command(root: Path, *args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(["--site", str(root), "post", *args])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return command


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def post_of(made: BuiltSite, ident: str) -> Post:
    book = prepare(made.root, Options(made.output, NOW, kit=False)).book
    assert book is not None
    post = book.site.entries["post"][ident].value
    assert isinstance(post, Post)
    return post


def test_the_choices_are_those_of_records() -> None:
    assert get_args(Protection) == posts.LEVELS
    assert get_args(Consent.model_fields["status"].annotation) == posts.CONSENTS
    assert get_args(Post.model_fields["state"].annotation) == posts.STATES


def test_every_option_is_explained() -> None:
    for command in posts.post.commands.values():
        assert command.help
        options = [p for p in command.params if isinstance(p, click.Option)]
        assert [option.name for option in options if not option.help] == []


def test_a_permalink_becomes_a_record_that_builds(site: MakeSite, run: Run) -> None:
    made = site()
    code, said, complained = run(made.root, "add", URL)
    assert (code, complained) == (0, "")
    assert said.startswith("content/posts/post-2016-04-30-1.yaml: 'post-2016-04-30-1' was added")
    assert "it lacks: words, archive, capture, consent" in said
    assert said.count("handbill post protect") == 1
    post = post_of(made, "post-2016-04-30-1")
    assert (post.network, post.author.handle, post.state) == ("x", "@amina_example", "unknown")


def test_ids_never_name_anybody_and_never_clash(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/post-2016-04-30-1.yaml": "text: a\n"})
    run(made.root, "add", URL, OTHER, "https://example.org/a-post")
    new = sorted(path.stem for path in (made.root / "content/posts").iterdir())
    assert new == ["post-1", *(f"post-2016-04-30-{n}" for n in (1, 2, 3))]


def test_an_archive_of_x_becomes_its_owners_records(site: MakeSite, run: Run) -> None:
    made = site()
    code, said, complained = run(made.root, "add", str(SAVED / "tweets.js"))
    assert code == 0
    assert said.count(" was added; it lacks: ") == 2
    assert "[import-shared]" in complained
    assert "[import-author]" not in complained
    first = post_of(made, "post-2016-04-30-1")
    assert (first.author.name, first.author.handle) == ("Amina Example", "@amina_example")
    assert first.url == "https://twitter.com/amina_example/status/726435237491380225"
    assert first.posted is not None
    assert first.posted.iso.startswith("2016-04-30T15:37:11")
    assert first.text is not None
    assert first.words is not None
    assert first.words.words["ar"].startswith(
        "المكتبة & الحديقة مفتوحتان 🌱 https://library.example.org"
    )
    record = (made.root / "content/posts/post-2016-04-30-1.yaml").read_text("utf-8")
    assert '#   - {file: media/…, alt: "باب المكتبة مفتوح"}  # "https://pbs.' in record
    second = post_of(made, "post-2016-05-01-1")
    assert (second.author.handle, second.lang) == ("@amina_example", "")
    again = run(made.root, "add", str(SAVED / "tweets.js"))
    assert (again[1], again[2].count("[post-known]")) == ("", 2)


def test_nobody_of_a_protected_archive_is_named(site: MakeSite, run: Run, tmp_path: Path) -> None:
    made = site()
    folder = tmp_path / "amina_example"
    folder.mkdir()
    for name in ("tweets.js", "account.js"):
        (folder / name).write_bytes((SAVED / name).read_bytes())
    args = ["add", str(folder / "tweets.js"), "--protect", "name"]
    for more in ([], ["--json"]):
        code, said, complained = run(made.root, *args, *more)
        assert code == 0
        assert "import-shared" in said + complained
        assert "amina" not in (said + complained).lower()
    assert post_of(made, "post-2016-04-30-1").author.handle == ""


@pytest.mark.parametrize(
    "content",
    [
        '{"statuses": [\n{"user": "noor_secret", oops}]}',
        '{"user": "noor_secret"}',
        "Noor Madeup wrote this.",
        '{"id": "1", "name": "Noor Madeup"',
    ],
)
def test_a_broken_file_that_hides_somebody_is_not_shown(
    site: MakeSite, run: Run, tmp_path: Path, content: str
) -> None:
    made = site()
    file = tmp_path / "saved.json"
    file.write_text(content)
    for more in ([], ["--json"], ["--dry-run"]):
        code, said, complained = run(made.root, "add", str(file), "--protect", "name", *more)
        assert code == 2
        assert "[import-" in complained or '"import-' in said
        assert [name for name in SECRETS if name in said + complained] == []


def test_an_address_that_says_nothing_is_told(site: MakeSite, run: Run) -> None:
    made = site()
    code, _, complained = run(made.root, "add", "https://example.com/some/page")
    assert code == 0
    assert "content/posts/post-1.yaml: note: the address is not that of a post" in complained
    assert complained.count("[no-permalink]") == 1
    assert "[no-permalink]" in run(made.root, "add", "https://archive.ph/abcde")[2]
    assert "[no-permalink]" not in run(made.root, "add", URL)[2]


@pytest.mark.parametrize(
    "wishes",
    [
        ["--id", "noor_secret"],
        ["--id", "by-Noor-Secret-2"],
        ["--file", "content/posts/noor-secret.yaml"],
        ["--file", "content/posts/noor_secret/kept.yaml"],
        ["--file", "content/posts/noorsecret.yaml", "--id", "said-so"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("more", [[], ["--json"], ["--dry-run"]], ids=" ".join)
def test_names_that_tell_are_refused_and_not_repeated(
    site: MakeSite, run: Run, wishes: list[str], more: list[str]
) -> None:
    made = site({"content/posts/noorsecret.yaml": "- {id: old, text: a}\n"})
    before = contents(made.root)
    address = URL.replace("amina_example", "noor_secret")
    code, said, complained = run(made.root, "add", address, "--protect", "handle", *wishes, *more)
    assert code == 2
    assert "hidden-in-name" in said + complained
    assert "gives away somebody" in said + complained
    assert "noor" not in (said + complained).lower()
    assert contents(made.root) == before


def test_who_has_chosen_a_level_is_not_told_to_hide(site: MakeSite, run: Run) -> None:
    made = site()
    said = run(made.root, "add", URL, "--protect", "name")[1]
    assert "ask whether they agree" in said
    assert "hide them" not in said
    assert "hide them" in run(made.root, "add", OTHER)[1]


def test_ids_and_files_that_tell_are_veiled(site: MakeSite, run: Run) -> None:
    secret = PROTECTED.replace(", shown_as: a nurse", "")
    other = "- {id: beside, text: a, consent: {status: none}}\n"
    files = {"noor_secret.yaml": secret, "madeup/kept.yaml": other}
    made = site({f"content/posts/{name}": text for name, text in files.items()})
    for args in (["list"], ["list", "--json"], ["check"], ["check", "--json"]):
        code, said, complained = run(made.root, *args)
        assert code == 0
        assert [secret for secret in SECRETS if secret.lower() in (said + complained).lower()] == []
    listed = json.loads(run(made.root, "list", "--json")[1])["posts"]
    assert [(post["id"], post["file"]) for post in listed] == [
        ("(hidden)", "content/posts/…"),
        ("beside", "content/posts/…/kept.yaml"),
    ]
    assert "content/posts/…: note: '…': no archive, no capture" in run(made.root, "check")[2]
    assert "noor_secret" not in run(made.root, "protect", "noor_secre", "name")[2]
    known = run(made.root, "add", OTHER)[2]
    assert "content/posts/…: note: this post is here already: '…'" in known


def test_a_lost_post_of_a_page_is_explained_and_can_get_a_record(site: MakeSite, run: Run) -> None:
    made = site({"content/index.md": f"---\ntitle: Home\n---\n\n{OTHER}\n"})
    book = prepare(made.root, Options(made.output, NOW, kit=False)).book
    assert book is not None
    (lost,) = book.site.entries["post"]
    assert lost.startswith("lost-")
    code, _, complained = run(made.root, "protect", lost, "name")
    assert code == 2
    assert "an address alone on a line" in complained
    assert "handbill post add ADDRESS --id" in complained
    assert run(made.root, "add", OTHER, "--id", lost, "--protect", "name")[0] == 0
    assert post_of(made, lost).author.handle == ""


def test_options_are_written_into_the_record(site: MakeSite, run: Run) -> None:
    made = site({"site.yaml": "title: A\nsources:\n  S1: {title: B}\n"})
    wishes = ["--protect", "handle", "--consent", "given", "--source", "S1", "--id", "said-so"]
    code, said, _ = run(made.root, "add", URL, *wishes)
    assert code == 0
    assert "amina" not in said
    text = (made.root / "content/posts/said-so.yaml").read_text()
    assert text.startswith("protect: handle\nnetwork: x\n")
    assert "source: S1\nconsent: {status: given}\n" in text


def test_a_list_is_added_to_with_every_byte_kept(site: MakeSite, run: Run) -> None:
    before = b"\xef\xbb\xbf# ours\r\n- {id: old, text: 'a'}  # so\r\n"
    made = site({"content/posts/kept.yaml": before})
    assert run(made.root, "add", URL, OTHER, "--file", "content/posts/kept.yaml")[0] == 0
    after = (made.root / "content/posts/kept.yaml").read_bytes()
    assert after.startswith(before + b"- id: post-2016-04-30-1\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert post_of(made, "post-2016-04-30-2").url == OTHER


def test_a_dry_run_prints_what_would_be_written(site: MakeSite, run: Run) -> None:
    made = site()
    before = contents(made.root)
    code, said, _ = run(made.root, "add", URL, "--dry-run")
    assert code == 0
    assert contents(made.root) == before
    run(made.root, "add", URL)
    path = "content/posts/post-2016-04-30-1.yaml"
    assert said == f"# {path}\n{(made.root / path).read_text()}"


def test_a_known_post_is_not_added_twice(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/old.yaml": f"# so\nurl: {URL}\n"})
    before = contents(made.root)
    mobile = URL.replace("https://x.com", "https://mobile.twitter.com") + "?s=20"
    code, _, complained = run(made.root, "add", mobile)
    assert code == 0
    assert complained.startswith("content/posts/old.yaml:2:1: note: this post is here already")
    assert "'old'" in complained
    assert contents(made.root) == before


def test_of_a_protected_post_only_the_id_is_told(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/nurse.yaml": PROTECTED})
    for args in (["add", OTHER], ["list"], ["list", "--json"], ["check"], ["add", OTHER, "--json"]):
        code, said, complained = run(made.root, *args)
        assert code == 0
        assert "nurse" in said + complained
        assert [secret for secret in SECRETS if secret in said + complained] == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--id", "old"], "there is a post 'old' already"),
        (["--id", "kept"], "there is a file 'kept.yaml' already"),
        (["--id", "../away"], "no file can be named"),
        (["--id", "a/b"], "'a/b' cannot be an id"),
        (["--id", "no blanks"], "'no blanks' cannot be an id"),
        (["--id", "con"], "no file can be named"),
        (["--id", "two", OTHER], "2 posts cannot all be 'two'"),
        (["--source", "S9"], "no source 'S9'"),
        (["--protect", "words"], "needs a paraphrase"),
        (["--file", "content/figures.yaml"], "posts are not read from"),
        (["--file", "../kept.yaml"], "posts are not read from"),
        (["--file", "content/posts/lone.yaml"], "holds one record"),
        (["--only", "12"], "no post with the number or address '12'"),
        (["no-such-file.json"], "cannot read 'no-such-file.json'"),
        ([__file__, "--fetch"], "test_cli_posts.py' is no address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_added_leaves_everything_as_it_is(
    site: MakeSite, run: Run, args: list[str], says: str
) -> None:
    files = {"kept.yaml": "- {id: old, text: a}\n", "lone.yaml": "text: a\n"}
    made = site({f"content/posts/{name}": text for name, text in files.items()})
    before = contents(made.root)
    code, said, complained = run(made.root, "add", URL, *args)
    assert code == 2
    assert says in complained
    assert said == ""
    assert contents(made.root) == before


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """A file from which 30 posts are read, the fourth of them twice."""
    from generator.ledger import given

    base = "https://x.com/amina_example/status/7265414755515310"
    found = [
        Found("x", url=f"{base}{n}", text=f"Number {n}\nof {30}", posted="2016-05-01", lang="en")
        for n in (*range(10, 14), 13, *range(14, 40))
    ]

    def read_posts(name: str, data: bytes) -> tuple[list[Found], list[Problem]]:
        assert data == b"saved"
        return found, [Problem("foreign-key", "something is odd", Place(name, 1))]

    monkeypatch.setattr(given, "read_posts", read_posts)
    file = tmp_path / "saved.json"
    file.write_bytes(b"saved")
    return str(file)


def test_of_an_archive_a_few_are_chosen(site: MakeSite, run: Run, archive: str) -> None:
    made = site()
    code, _, complained = run(made.root, "add", archive)
    assert (code, "--only" in complained) == (2, True)
    folder = made.root / "content/posts"
    assert not folder.exists()
    only = ["--only", "726541475551531013", "--only", "726541475551531020"]
    code, said, complained = run(made.root, "add", archive, *only)
    assert code == 0
    assert said.count(" was added; it lacks: archive, capture, consent\n") == 2
    assert f"{archive}:1: note: something is odd" in complained
    texts = sorted(path.read_text() for path in folder.iterdir())
    assert ["Number 13" in texts[0], "Number 20" in texts[1]] == [True, True]


def test_the_first_few_of_an_archive(site: MakeSite, run: Run, archive: str) -> None:
    made = site()
    code, said, _ = run(made.root, "add", archive, "--limit", "5", "--consent", "given")
    assert code == 0
    assert said.count(" was added; it lacks: archive, capture\n") == 4
    assert post_of(made, "post-2016-05-01-4").text.words["en"] == "Number 13\nof 30"  # type: ignore[union-attr]


def test_one_bad_record_keeps_all_from_being_written(
    site: MakeSite, run: Run, archive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.ledger import given

    good, bad = Found("x", url=URL), Found("x", url="no address", place=Place(archive, 7, 3))
    monkeypatch.setattr(given, "read_posts", lambda name, data: ([good, bad], []))
    made = site()
    before = contents(made.root)
    code, said, complained = run(made.root, "add", archive)
    assert (code, said) == (2, "")
    assert f"{archive}:7:3: error: 'no address' is not a web address" in complained
    assert "nothing was written" in complained
    assert contents(made.root) == before


def test_the_list_is_sorted_fits_and_counts(
    site: MakeSite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    files = {
        "content/posts/many.yaml": "- {id: late, posted: 2017, author: مريم, state: lost, text: a}\n"
        "- {id: undated, author: {name: A very long name of somebody who has many names}}\n",
        "content/posts/nurse.yaml": PROTECTED.replace(", shown_as: a nurse", ""),
    }
    made = site(files)
    code, said, complained = run(made.root, "list")
    assert (code, complained) == (0, "")
    head, *lines, _, totals = said.splitlines()
    assert head.split() == ["id", "network", "who", "posted", "state", "consent", "protect", "kept"]
    assert [line.split()[0] for line in lines] == ["nurse", "late", "undated"]
    assert "(hidden)" in lines[0]
    assert "\u2068مريم\u2069" in lines[1]
    assert "A very long" in lines[2]
    assert "…" in lines[2]
    assert max(map(len, lines)) <= 92
    assert totals.startswith("3 posts; state: 2 live, 1 lost; consent: 1 given, 2 unknown")
    chosen = json.loads(run(made.root, "list", "--json", "--state", "lost")[1])
    assert [post["id"] for post in chosen["posts"]] == ["late"]
    assert chosen["posts"][0]["kept"] == ["words"]


def test_a_broken_record_is_told_beside_the_table(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/a.yaml": "txet: a\n", "content/posts/b.yaml": "text: b\n"})
    code, said, complained = run(made.root, "list")
    assert code == 2
    assert "unknown-key" in complained
    assert said.splitlines()[1].startswith("b ")


def test_no_posts_at_all(site: MakeSite, run: Run) -> None:
    assert run(site().root, "list")[:2] == (0, "no posts\n")


def test_protecting_changes_one_line_and_says_what_remains(site: MakeSite, run: Run) -> None:
    text = (
        "author: {name: Amina Example, handle: '@amina_example'}\r\n"
        "text: I was there.\r\nlang: en\r\ncontext: Amina wrote this.\r\n"
        "media: [{file: media/amina.png, alt: A wall.}]"
    )
    made = site({"content/posts/amina.yaml": text, "content/posts/b.yaml": "author: Amina Example"})
    code, said, complained = run(made.root, "protect", "amina", "name")
    assert (code, complained) == (0, "")
    assert "amina" not in said.lower()
    after = (made.root / "content/posts/amina.yaml").read_bytes().decode()
    assert after == f"protect: name\r\n{text}"
    for what in ("file's name and id", "'context'", "'media'", "exact words", "shown_as", "git"):
        assert what in said
    assert "1 other post of the same person here is shown" in said


def test_showing_somebody_again_wants_a_yes(
    site: MakeSite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site({"content/posts/nurse.yaml": PROTECTED})
    before = contents(made.root)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, complained = run(made.root, "protect", "nurse", "nothing")
    assert (code, "--yes" in complained) == (2, True)
    assert contents(made.root) == before
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert run(made.root, "protect", "nurse", "handle")[0] == 0
    code, said, _ = run(made.root, "protect", "nurse", "nothing", "--yes")
    assert code == 0
    assert [secret for secret in SECRETS if secret in said] == []
    after = (made.root / "content/posts/nurse.yaml").read_bytes().decode()
    assert after == PROTECTED.replace("protect: name", "protect: nothing")


def test_words_need_a_paraphrase_first(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/a.yaml": "- {id: b, text: c}\n"})
    code, _, complained = run(made.root, "protect", "b", "words")
    assert (code, "paraphrase: {en: …}" in complained) == (2, True)
    made.write({"content/posts/a.yaml": "- {id: b, text: c, paraphrase: d}\n"})
    assert run(made.root, "protect", "b", "words")[0] == 0
    assert post_of(made, "b").text is None


def test_a_record_that_cannot_be_changed_is_left_with_advice(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/a.yaml": "text: b\nprotect: >-\n  handle\n"})
    code, _, complained = run(made.root, "protect", "a", "name")
    assert code == 2
    assert "[not-editable]" in complained
    assert "write 'protect: name' into the record yourself" in complained
    unknown = run(made.root, "protect", "b", "name")
    assert (unknown[0], "did you mean 'a'" in unknown[2] or "post list" in unknown[2]) == (2, True)


def test_a_broken_neighbour_does_not_stop_protection(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/a.yaml": "- {id: b, text: c}\n- {id: d, txet: e}\n"})
    assert run(made.root, "protect", "b", "handle", "--json")[0] == 0
    first = (made.root / "content/posts/a.yaml").read_text().splitlines()[0]
    assert first == "- {protect: handle, id: b, text: c}"


def test_check_says_what_records_lack(site: MakeSite, run: Run) -> None:
    made = site({"content/posts/a.yaml": f"url: {URL}\n", "content/posts/nurse.yaml": PROTECTED})
    code, _, complained = run(made.root, "check")
    assert code == 0
    told = "content/posts/a.yaml:1:1: note: 'a': no words, no archive, no capture; "
    assert told + "nothing is known of consent [post-incomplete]" in complained
    assert "content/posts/nurse.yaml: note: 'nurse': no archive, no capture" in complained
    told = json.loads(run(made.root, "check", "--json")[1])["problems"]
    assert [problem["code"] for problem in told] == ["post-incomplete"] * 2


def test_check_asks_nobody_unless_told(
    site: MakeSite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.ledger import liveness

    asked: list[str] = []

    def check_posts(documents: Any) -> list[Problem]:
        asked.extend(document.id for document in documents)
        return [Problem("post-known", "it has gone", Place("content/posts/a.yaml"))]

    monkeypatch.setattr(liveness, "check_posts", check_posts)
    made = site({"content/posts/a.yaml": f"url: {URL}\n"})
    run(made.root, "check")
    assert asked == []
    assert "it has gone" in run(made.root, "check", "--external")[2]
    assert asked == ["a"]


def test_the_network_is_asked_when_wanted_and_it_is_said(
    site: MakeSite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.ledger import fetch

    found = Found("x", url=URL, text="We are here.", lang="en", posted="2016-04-30")
    how: list[dict[str, bool]] = []

    def fetch_post(url: str, **more: bool) -> tuple[Found, list[Problem]]:
        how.append(more)
        return found, []

    monkeypatch.setattr(fetch, "fetch_post", fetch_post)
    made = site()
    code, said, complained = run(made.root, "add", URL, "--fetch")
    assert code == 0
    assert "will be asked" in complained
    assert "it lacks: archive, capture, consent" in said
    hidden = run(made.root, "add", OTHER, "--fetch", "--protect", "handle")
    assert "will be asked" in hidden[2]
    assert "amina" not in hidden[1] + hidden[2].partition("content/")[0]
    assert how == [{"discreet": False}, {"discreet": True}]
    monkeypatch.undo()
    code, said, complained = run(made.root, "add", "https://example.org/a", "--fetch")
    assert (code, said) == (2, "")
    assert "that is not the address of a post" in complained
    assert "nothing was written" in complained
