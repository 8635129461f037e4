"""Which posts are said to be gone, back or not to be told of, and what is kept silent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.check.visit import Answer, State, Visitor
from generator.ledger.liveness import check_posts
from generator.model import Document
from generator.problems import Problem, Severity
from generator.read import read
from generator.report import Printer

from .network import JSON, Network, Reply, network, told

X_URL = "https://x.com/amina_example/status/726435235995504640"
MASTODON_URL = "https://social.example.org/@amina/109876543210987654"
BLUESKY_URL = "https://bsky.app/profile/amina.example.org/post/3kabcdefghi2x"
TELEGRAM_URL = "https://t.me/amina_example/123"
HOSTS = ("publish.twitter.com", "social.example.org", "public.api.bsky.app", "t.me")

Posts = Callable[..., list[Document]]


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy is set, and no name is known."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    real = socket.getaddrinfo

    def look_up(name: str, *args: Any, **more: Any) -> Any:
        if name != "127.0.0.1":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real(name, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture
def posts(tmp_path: Path) -> Posts:
    """Reads posts as a site has them; each is the lines of its record."""

    def make(*records: str) -> list[Document]:
        (tmp_path / "content" / "posts").mkdir(parents=True, exist_ok=True)
        site = "title: Example\nurl: https://example.org/\n"
        (tmp_path / "site.yaml").write_text(site, "utf-8")
        for number, record in enumerate(records, 1):
            file = tmp_path / "content" / "posts" / f"post-{number}.yaml"
            file.write_text(f"{record}\ntext: The bridge is closed.\nlang: en\n", "utf-8")
        reading, problems = read(tmp_path)
        assert reading is not None
        assert problems == []
        return [document for document in reading.documents if document.kind == "post"]

    return make


def look(there: Network, documents: list[Document], **more: Any) -> list[Problem]:
    options = {"allow_local": True, "hosts": there.hosts(*HOSTS), "timeout": 5, "pause": 0}
    return check_posts(documents, **{**options, **more})


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def answering(reply: Reply) -> Callable[[str], Reply]:
    return lambda path: reply


class TestX:
    """X's pages answer always, so that its oEmbed address is asked."""

    @pytest.mark.parametrize(
        ("status", "found"),
        [
            (200, []),
            (404, ["post-dead"]),
            (410, ["post-dead"]),
            (401, ["post-blocked"]),
            (403, ["post-blocked"]),
            (429, ["post-blocked"]),
            (999, ["post-blocked"]),
            (500, ["post-unsure"]),
            (204, ["post-unsure"]),
        ],
    )
    def test_what_a_status_says(self, status: int, found: list[str], posts: Posts) -> None:
        reply = Reply(status, b"{}" if status == 200 else b"")
        with network(answering(reply)) as there:
            problems = look(there, posts(f"url: {X_URL}"))
        assert codes(problems) == found
        assert there.asked[0].startswith("/oembed?")

    def test_what_a_dead_post_is_told_with(self, posts: Posts) -> None:
        with network(answering(Reply(404))) as there:
            (problem,) = look(there, posts(f"url: {X_URL}"))
        assert problem.severity is Severity.WARNING
        assert problem.message == "the post 'post-1': its network knows no such post"
        assert str(problem.place) == "content/posts/post-1.yaml:1:6"
        assert "'state'" in problem.hint
        assert f"https://web.archive.org/web/20160430/{X_URL}" in problem.hint

    def test_a_copy_is_not_looked_for_where_there_is_one(self, posts: Posts) -> None:
        archive = f"archive: https://web.archive.org/web/20160501/{X_URL}"
        with network(answering(Reply(404))) as there:
            (problem,) = look(there, posts(f"url: {X_URL}\n{archive}\nstate: live"))
        assert "look for one" not in problem.hint
        assert str(problem.place) == "content/posts/post-1.yaml:3:8"

    def test_a_page_in_place_of_an_answer(self, posts: Posts) -> None:
        with network(answering(Reply(200, b"<html>", "text/html"))) as there:
            (problem,) = look(there, posts(f"url: {X_URL}"))
        assert problem.code == "post-unsure"


class TestRecords:
    """What the record says decides what there is to tell."""

    @pytest.mark.parametrize("state", ["deleted", "suspended", "lost"])
    def test_what_is_known_to_be_gone(self, state: str, posts: Posts) -> None:
        record = f"url: {X_URL}\nstate: {state}"
        for status in (404, 403, 500):
            with network(answering(Reply(status))) as there:
                assert look(there, posts(record)) == []
        with network(answering(Reply(200, b"{}"))) as there:
            (problem,) = look(there, posts(record))
        assert (problem.code, problem.severity) == ("post-alive", Severity.NOTE)
        assert f"'{state}' in its record" in problem.message
        assert str(problem.place) == "content/posts/post-1.yaml:2:8"

    def test_posts_without_an_address_and_other_records(self, posts: Posts) -> None:
        with network(answering(Reply(404))) as there:
            assert look(there, posts("network: x\nid: amina")) == []
        assert there.asked == []

    def test_a_record_that_was_refused(self, posts: Posts) -> None:
        (document,) = posts(f"url: {X_URL}")
        refused = Document("post", "a", None, document.places, "en")
        assert check_posts([refused]) == []


class TestMastodon:
    """Servers are asked as Mastodon answers; a server of another kind is asked for its page."""

    @pytest.mark.parametrize(
        ("status", "found"), [(200, []), (404, ["post-dead"]), (401, ["post-blocked"])]
    )
    def test_what_a_status_says(self, status: int, found: list[str], posts: Posts) -> None:
        with network(answering(told({"id": "1"}, status))) as there:
            assert codes(look(there, posts(f"url: {MASTODON_URL}"))) == found
        assert there.asked == ["/api/v1/statuses/109876543210987654"]

    def test_a_server_that_is_no_mastodon(
        self, posts: Posts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visited: list[str] = []

        def ask(visitor: Visitor, url: str) -> Answer:
            visited.append(url)
            return Answer(State.FINE)

        monkeypatch.setattr(Visitor, "ask", ask)
        with network(answering(Reply(404, b"<html>", "text/html"))) as there:
            assert look(there, posts(f"url: {MASTODON_URL}")) == []
        assert visited == [MASTODON_URL]


class TestBluesky:
    """An empty list says that a post is gone."""

    @pytest.mark.parametrize(
        ("told_posts", "found"),
        [([{"uri": "at://x"}], []), ([], ["post-dead"]), (None, ["post-unsure"])],
    )
    def test_lists(self, told_posts: object, found: list[str], posts: Posts) -> None:
        def answer(path: str) -> Reply:
            return told({"did": "did:plc:abc"} if "resolve" in path else {"posts": told_posts})

        with network(answer) as there:
            assert codes(look(there, posts(f"url: {BLUESKY_URL}"))) == found
        assert len(there.asked) == 2

    def test_an_account_that_is_gone(self, posts: Posts) -> None:
        with network(answering(told({"error": "InvalidRequest"}, 400))) as there:
            assert codes(look(there, posts(f"url: {BLUESKY_URL}"))) == ["post-dead"]


class TestTelegram:
    """Pages answer alike, and say in words whether there is such a post."""

    @pytest.mark.parametrize(
        ("body", "found"),
        [
            (b'<div class="tgme_widget_message" data-post="Amina_Example/123">', []),
            (b'<div class="tgme_widget_message_error">Post not found</div>', ["post-dead"]),
            (b"<p>Welcome</p>", ["post-unsure"]),
        ],
    )
    def test_pages(self, body: bytes, found: list[str], posts: Posts) -> None:
        with network(answering(Reply(200, body, "text/html; charset=utf-8"))) as there:
            assert codes(look(there, posts(f"url: {TELEGRAM_URL}"))) == found
        assert there.asked == ["/amina_example/123?embed=1"]


class TestPages:
    """Of other networks the page is asked."""

    @pytest.mark.parametrize(
        ("status", "found"),
        [(200, []), (404, ["post-dead"]), (403, ["post-blocked"]), (500, ["post-unsure"])],
    )
    def test_what_a_status_says(self, status: int, found: list[str], posts: Posts) -> None:
        with network(answering(Reply(status))) as there:
            assert codes(look(there, posts(f"url: {there.url}/a"))) == found

    @pytest.mark.parametrize(
        "url", ["https://www.facebook.com/example/posts/123", "https://www.threads.net/@a/post/b"]
    )
    def test_pages_that_say_nothing(
        self, url: str, posts: Posts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Visitor, "ask", lambda visitor, url: Answer(State.FINE))
        (problem,) = check_posts(posts(f"url: {url}"))
        assert problem.code == "post-unsure"
        assert "does not tell programs" in problem.message

    def test_a_form_to_log_in(self, posts: Posts) -> None:
        reply = Reply(302, headers={"Location": "/login?next=/a"})
        with network(answering(reply)) as there:
            assert codes(look(there, posts(f"url: {there.url}/a"))) == ["post-blocked"]


class TestHosts:
    """Each host is asked one question at a time, and no longer than it wants."""

    def test_one_at_a_time(self, posts: Posts) -> None:
        at_once, most, lock = 0, 0, threading.Lock()

        def answer(path: str) -> Reply:
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            threading.Event().wait(0.01)
            with lock:
                at_once -= 1
            return Reply(200, b"{}")

        with network(answer) as there:
            look(there, posts(*(f"url: {X_URL[:-1]}{n}" for n in range(6))))
        assert len(there.asked) == 6
        assert most == 1

    def test_pauses(self, posts: Posts, monkeypatch: pytest.MonkeyPatch) -> None:
        pauses: list[float] = []
        monkeypatch.setattr("generator.ledger.liveness.time.sleep", pauses.append)
        with network(answering(Reply(200, b"{}"))) as there:
            look(there, posts(*(f"url: {X_URL[:-1]}{n}" for n in range(3))), pause=7)
        assert pauses == [7, 7]

    def test_one_that_is_asked_too_often(self, posts: Posts) -> None:
        with network(answering(Reply(429))) as there:
            problems = look(there, posts(*(f"url: {X_URL[:-1]}{n}" for n in range(3))))
        assert codes(problems) == ["post-blocked"] * 3
        assert len(there.asked) == 1

    def test_one_that_is_slow(self, posts: Posts) -> None:
        def answer(path: str) -> Reply:
            there.over.wait(5)
            return Reply(200, b"{}")

        with network(answer) as there:
            records = [f"url: {X_URL}", f"url: {X_URL[:-1]}1"]
            problems = look(there, posts(*records), timeout=0.1)
            assert codes(problems) == ["post-unsure"] * 2
            assert "in time" in problems[0].message

    def test_an_answer_without_end(self, posts: Posts) -> None:
        reply = Reply(200, b"{", pieces=iter(lambda: b" " * 65536, b""))
        with network(answering(reply)) as there:
            (problem,) = look(there, posts(f"url: {X_URL}"))
        assert problem.code == "post-unsure"
        assert "larger than" in problem.message

    def test_the_whole_run_ends(self, posts: Posts) -> None:
        with network(answering(Reply(404))) as there:
            problems = look(there, posts(f"url: {X_URL}", f"url: {BLUESKY_URL}"), limit=0)
        assert codes(problems) == ["post-unsure"] * 2
        assert there.asked == []

    def test_a_machine_without_a_network(self, posts: Posts) -> None:
        (problem,) = check_posts(posts(f"url: {X_URL}", f"url: {MASTODON_URL}"), pause=0)
        assert (problem.code, str(problem.place)) == ("post-unsure", "content")
        assert "online" in problem.hint

    def test_a_server_that_is_gone(self, posts: Posts) -> None:
        with network(answering(Reply(200, b"{}"))) as there:
            documents = posts(f"url: {X_URL}", f"url: {MASTODON_URL}")
            hosts = there.hosts("publish.twitter.com")
            (problem,) = look(there, documents, hosts=hosts)
        assert problem.code == "post-dead"
        assert "'social.example.org'" in problem.message

    def test_a_proxy_is_not_gone_past(self, posts: Posts, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
        (problem,) = check_posts(posts(f"url: {X_URL}"))
        assert problem.code == "post-unsure"
        assert "proxy" in problem.message
        assert check_posts([]) == []

    def test_private_networks_are_not_asked(self, posts: Posts) -> None:
        with network(answering(Reply(404))) as there:
            (problem,) = check_posts(posts(f"url: {there.url}/a"))
        assert problem.code == "post-unsure"
        assert there.asked == []


class TestProtected:
    """They are asked after, and nothing that their records hide is told."""

    RECORD = (
        "id: witness\nauthor: {{name: Amina Example, handle: '@amina'}}\nprotect: {level}\n"
        "paraphrase: Somebody said it.\nurl: {url}"
    )

    @pytest.mark.parametrize("level", ["handle", "name", "words"])
    @pytest.mark.parametrize("status", [200, 404, 401, 403, 429, 500, 204])
    def test_what_is_told(self, level: str, status: int, posts: Posts, tmp_path: Path) -> None:
        record = self.RECORD.format(level=level, url=MASTODON_URL)
        if status == 200:
            record += "\nstate: deleted"
        with network(answering(told({}, status))) as there:
            (problem,) = look(there, posts(record))
        assert there.asked == ["/api/v1/statuses/109876543210987654"]
        assert "'witness'" in problem.message
        assert str(problem.place) == "content/posts/post-1.yaml"
        self.silent(tmp_path, problem)

    def test_a_server_that_is_gone(self, posts: Posts, tmp_path: Path) -> None:
        record = self.RECORD.format(level="handle", url=MASTODON_URL)
        with network(answering(Reply(200, b"{}"))) as there:
            documents = posts(record, f"url: {X_URL}")
            (problem,) = look(there, documents, hosts=there.hosts("publish.twitter.com"))
        assert problem.code == "post-dead"
        self.silent(tmp_path, problem)

    def test_a_form_to_log_in(self, posts: Posts, tmp_path: Path) -> None:
        reply = Reply(302, b"", JSON, {"Location": "https://social.example.org/login?amina"})
        with network(answering(reply)) as there:
            record = self.RECORD.format(level="handle", url=MASTODON_URL)
            (problem,) = look(there, posts(record))
        self.silent(tmp_path, problem)

    def silent(self, root: Path, problem: Problem) -> None:
        """Neither the problem nor what is printed of its place tells who it is."""
        printed = Printer(root, colour=False).problem(problem).lower()
        for hidden in ("amina", "social.example.org", "109876543210987654", "bridge"):
            assert hidden not in printed
