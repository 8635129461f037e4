"""What is asked of which network, what is taken of the answer, and what is refused."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.check import connection
from generator.ledger.fetch import fetch_post, told
from generator.ledger.record import Found, ImportFault
from generator.problems import EnvironmentFault

from .network import Network, Reply, leads, network
from .network import told as telling

X_URL = "https://x.com/amina_example/status/726435235995504640?s=20&t=AbC"
X_HOST = "publish.twitter.com"
X_HTML = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The bridge is closed.</p>'
    "&mdash; Amina Example (@amina_example) "
    '<a href="https://twitter.com/amina_example/status/726435235995504640?ref_src=twsrc">'
    "April 30, 2016</a></blockquote>\n"
)
X_TOLD = {
    "url": "https://twitter.com/amina_example/status/726435235995504640",
    "author_name": "Amina Example",
    "author_url": "https://twitter.com/amina_example",
    "html": X_HTML,
    "type": "rich",
    "provider_name": "Twitter",
    "provider_url": "https://twitter.com",
    "version": "1.0",
}

MASTODON_URL = "https://social.example.org/@amina/109876543210987654"
MASTODON_TOLD = {
    "id": "109876543210987654",
    "created_at": "2023-02-16T12:00:00.000Z",
    "language": "en",
    "uri": "https://social.example.org/users/amina/statuses/109876543210987654",
    "url": MASTODON_URL,
    "content": "<p>The bridge is closed.</p>",
    "account": {
        "id": "1",
        "username": "amina",
        "acct": "amina",
        "display_name": "Amina Example",
        "url": "https://social.example.org/@amina",
    },
    "media_attachments": [],
}

BLUESKY_URL = "https://bsky.app/profile/amina.example.org/post/3kabcdefghi2x"
BLUESKY_HOST = "public.api.bsky.app"
DID = "did:plc:abcdefghijklmnopqrstuvwx"
BLUESKY_TOLD = {
    "posts": [
        {
            "uri": f"at://{DID}/app.bsky.feed.post/3kabcdefghi2x",
            "cid": "bafyreib",
            "author": {"did": DID, "handle": "amina.example.org", "displayName": "Amina Example"},
            "record": {
                "$type": "app.bsky.feed.post",
                "text": "The bridge is closed.",
                "createdAt": "2023-10-01T12:00:00.000Z",
                "langs": ["en"],
            },
            "indexedAt": "2023-10-01T12:00:00.000Z",
        }
    ]
}


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy is set, and no name is looked up."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    real = socket.getaddrinfo

    def look_up(name: str, *args: Any, **more: Any) -> Any:
        assert name == "127.0.0.1"
        return real(name, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def fetch(there: Network, url: str, host: str, **more: Any) -> Found:
    found, problems = fetch_post(url, allow_local=True, hosts=there.hosts(host), **more)
    assert problems == []
    return found


def fault(answer: Callable[[str], Reply], url: str = X_URL, host: str = X_HOST, **more: Any) -> str:
    """How the fetch of a post that gets this answer fails, as '[code] message'."""
    with (
        network(answer) as there,
        pytest.raises((ImportFault, EnvironmentFault)) as raised,
    ):
        fetch(there, url, host, **more)
    if isinstance(raised.value, ImportFault):
        assert raised.value.problem.hint
        return f"[{raised.value.problem.code}] {raised.value.problem.message}"
    assert isinstance(raised.value, EnvironmentFault)
    assert raised.value.hint
    return str(raised.value)


class TestNetworks:
    """Each network is asked where it tells programs of a post."""

    def test_x(self) -> None:
        with network(lambda path: telling(X_TOLD)) as there:
            found = fetch(there, X_URL, X_HOST)
        assert (found.network, found.name) == ("x", "Amina Example")
        assert "The bridge is closed." in found.text
        assert found.url == "https://x.com/amina_example/status/726435235995504640"
        asked = urlsplit(there.asked[0])
        assert asked.path == "/oembed"
        assert parse_qs(asked.query) == {
            "omit_script": ["1"],
            "dnt": ["1"],
            # Whoever shared the address is not told of.
            "url": ["https://twitter.com/amina_example/status/726435235995504640"],
        }

    @pytest.mark.parametrize("name", ["somebody", "i/web"])
    def test_x_says_who_it_was(self, name: str) -> None:
        with network(lambda path: telling(X_TOLD)) as there:
            found = fetch(there, X_URL.replace("amina_example", name), X_HOST)
        assert found.url == X_TOLD["url"]

    def test_mastodon(self) -> None:
        with network(lambda path: telling(MASTODON_TOLD)) as there:
            found = fetch(there, MASTODON_URL, "social.example.org")
        assert there.asked == ["/api/v1/statuses/109876543210987654"]
        assert (found.network, found.url) == ("mastodon", MASTODON_URL)
        assert "The bridge is closed." in found.text

    def test_a_mastodon_post_of_another_server(self) -> None:
        away = {**MASTODON_TOLD, "url": "https://else.example.org/@amina/109000000000000001"}
        url = "https://social.example.org/@amina@else.example.org/109876543210987654"
        with network(lambda path: telling(away)) as there:
            assert fetch(there, url, "social.example.org").url == url

    def test_bluesky_by_handle(self) -> None:
        def answer(path: str) -> Reply:
            return telling({"did": DID} if "resolveHandle" in path else BLUESKY_TOLD)

        with network(answer) as there:
            found = fetch(there, BLUESKY_URL, BLUESKY_HOST)
        assert (found.network, found.handle) == ("bluesky", "@amina.example.org")
        assert found.text == "The bridge is closed."
        first, second = (urlsplit(asked) for asked in there.asked)
        assert first.path == "/xrpc/com.atproto.identity.resolveHandle"
        assert parse_qs(first.query) == {"handle": ["amina.example.org"]}
        assert second.path == "/xrpc/app.bsky.feed.getPosts"
        assert parse_qs(second.query) == {"uris": [f"at://{DID}/app.bsky.feed.post/3kabcdefghi2x"]}

    def test_bluesky_by_account(self) -> None:
        url = f"https://bsky.app/profile/{DID}/post/3kabcdefghi2x"
        with network(lambda path: telling(BLUESKY_TOLD)) as there:
            assert fetch(there, url, BLUESKY_HOST).text == "The bridge is closed."
        assert len(there.asked) == 1

    @pytest.mark.parametrize(
        ("url", "answer"),
        [
            (
                "https://www.youtube.com/watch?v=abcdefghijk",
                {
                    "provider_name": "YouTube",
                    "type": "video",
                    "html": '<iframe src="https://www.youtube.com/embed/abcdefghijk?feature=oembed"></iframe>',
                },
            ),
            (
                "https://www.tiktok.com/@amina.example/video/7000000000000000000",
                {
                    "provider_name": "TikTok",
                    "type": "video",
                    "html": '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@amina.example/video/7000000000000000000"><section></section></blockquote>',
                },
            ),
            (
                "https://www.reddit.com/r/example/comments/abc123/",
                {
                    "provider_name": "reddit",
                    "type": "rich",
                    "html": '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/example/comments/abc123/the_bridge/">The bridge is closed.</a></blockquote>',
                },
            ),
        ],
    )
    def test_others_that_answer_with_snippets(self, url: str, answer: dict[str, str]) -> None:
        words = {"title": "The bridge is closed.", "author_name": "Amina Example", "version": "1.0"}
        with network(lambda path: telling({**words, **answer})) as there:
            found = fetch(there, url, str(urlsplit(url).hostname))
        assert (found.url, found.text) == (url, "The bridge is closed.")
        assert found.name == "Amina Example"
        assert parse_qs(urlsplit(there.asked[0]).query)["url"] == [url]

    def test_who_asks_is_not_said(self) -> None:
        with network(lambda path: telling(X_TOLD)) as there:
            fetch(there, X_URL, X_HOST)
        assert sorted(there.headers[0].keys()) == [
            "Accept",
            "Accept-Encoding",
            "Host",
            "User-Agent",
        ]
        assert there.headers[0]["Accept-Encoding"] == "identity"
        assert there.headers[0]["Accept"] == "application/json"

    def test_an_archived_address_is_kept_as_such(self) -> None:
        copy = "https://web.archive.org/web/20160501000000/" + X_URL.partition("?")[0]
        with network(lambda path: telling(X_TOLD)) as there:
            found = fetch(there, copy, X_HOST)
        assert found.archive == copy
        assert found.url == X_URL.partition("?")[0]

    @pytest.mark.parametrize(
        ("url", "host"),
        [
            ("https://youtu.be/abcdefghijk", "www.youtube.com"),
            ("https://www.tiktok.com/@amina.example/video/7000000000000000000", "www.tiktok.com"),
            ("https://www.reddit.com/r/example/comments/abc123/words/", "www.reddit.com"),
        ],
    )
    def test_other_networks_are_asked_themselves(self, url: str, host: str) -> None:
        assert told(url).startswith(f"'{host}' will be asked for ")
        assert fault(lambda path: Reply(404), url, host).startswith("[no-such-post]")

    @pytest.mark.parametrize(
        ("url", "name"),
        [
            ("https://www.facebook.com/example/posts/123", "Facebook"),
            ("https://www.instagram.com/p/abc/", "Instagram"),
            ("https://www.threads.net/@example/post/abc", "Threads"),
            ("https://t.me/example/123", "Telegram"),
            ("https://vm.tiktok.com/abc/", "tiktok"),
            ("https://www.youtube.com/watch?v=abcdefghijk&lc=UgxABCDEFGHIJ", "youtube"),
            ("https://example.org/", "not the address of a post"),
        ],
    )
    def test_who_is_not_asked(self, url: str, name: str) -> None:
        for ask in (fetch_post, told):
            with pytest.raises(ImportFault, match=name) as raised:
                ask(url)  # type: ignore[operator]
            assert raised.value.problem.code == "no-fetch"
            assert "embedding code" in raised.value.problem.hint

    def test_what_is_told_before(self) -> None:
        assert told(X_URL) == (
            "'publish.twitter.com' will be asked for "
            "'https://x.com/amina_example/status/726435235995504640': it learns the internet "
            "address of this machine, the time, and that somebody here wants this post"
        )


class TestAnswers:
    """What is not an answer about the post is not taken for one."""

    @pytest.mark.parametrize("status", [404, 410])
    def test_no_such_post(self, status: int) -> None:
        assert fault(lambda path: Reply(status)).startswith("[no-such-post]")

    @pytest.mark.parametrize("status", [200, 404, 403, 500, 302])
    @pytest.mark.parametrize(
        ("url", "host"), [(X_URL, X_HOST), (MASTODON_URL, "social.example.org")], ids=["x", "m"]
    )
    def test_where_somebody_is_hidden_no_address_is_told(
        self, status: int, url: str, host: str
    ) -> None:
        with (
            network(lambda path: Reply(status, b"{}")) as there,
            pytest.raises((ImportFault, EnvironmentFault)) as raised,
        ):
            fetch(there, url, host, discreet=True)
        told = str(raised.value) + str(getattr(raised.value, "hint", ""))
        if isinstance(raised.value, ImportFault):
            told += raised.value.problem.hint + raised.value.problem.place.path
        assert "network" in told or "answer" in told
        shown = [part for part in ("amina", "example.org", host, "7264", "1098") if part in told]
        assert shown == []

    @pytest.mark.parametrize("status", [400, 401, 403, 429, 999, 500, 503, 204])
    def test_no_answer_for_programs(self, status: int) -> None:
        said = fault(lambda path: Reply(status))
        assert said.startswith(f"'{X_HOST}': ")
        assert str(status) in said

    def test_a_bluesky_post_that_is_gone(self) -> None:
        empty = telling({"posts": []})
        url = f"https://bsky.app/profile/{DID}/post/3kabcdefghi2x"
        assert fault(lambda path: empty, url, BLUESKY_HOST).startswith("[no-such-post]")

    def test_a_bluesky_account_that_is_gone(self) -> None:
        unknown = telling({"error": "InvalidRequest"}, 400)
        said = fault(lambda path: unknown, BLUESKY_URL, BLUESKY_HOST)
        assert said.startswith("[no-such-post]")

    @pytest.mark.parametrize("did", [{}, {"did": 5}, {"did": "x"}, ["did"]])
    def test_a_bluesky_account_that_is_none(self, did: object) -> None:
        said = fault(lambda path: telling(did), BLUESKY_URL, BLUESKY_HOST)
        assert said.startswith("[wrong-answer]")

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"null",
            b"[]",
            b"{}",
            b"\xff\xfe\x00",
            b"[" * 200_000,
            b'{"html": 5, "type": "rich", "provider_name": "Twitter"}',
        ],
    )
    def test_broken_answers(self, body: bytes) -> None:
        assert fault(lambda path: Reply(body=body)).startswith("[wrong-answer]")
        bluesky = f"https://bsky.app/profile/{DID}/post/3kabcdefghi2x"
        said = fault(lambda path: Reply(body=body), bluesky, BLUESKY_HOST)
        assert said.startswith("[wrong-answer]")

    @pytest.mark.parametrize("type_", ["text/html", "image/png", "", "application/jsonx"])
    def test_another_type(self, type_: str) -> None:
        body = json.dumps(X_TOLD).encode()
        said = fault(lambda path: Reply(body=body, type=type_))
        assert said == f"[wrong-answer] '{X_HOST}': its answer is not JSON"

    def test_a_compressed_one(self) -> None:
        reply = Reply(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
        assert "compressed" in fault(lambda path: reply)

    def test_another_post(self) -> None:
        other = json.loads(json.dumps(X_TOLD).replace("726435235995504640", "726435235995504641"))
        said = fault(lambda path: telling(other))
        assert said == "[wrong-answer] the answer is not about the post asked for"

    def test_another_server(self) -> None:
        other = {**MASTODON_TOLD, "url": "https://else.example.org/@amina/109876543210987654"}
        other["id"] = "1"
        said = fault(lambda path: telling(other), MASTODON_URL, "social.example.org")
        assert said.startswith("[wrong-answer]")

    def test_another_network(self) -> None:
        said = fault(lambda path: telling(MASTODON_TOLD))
        assert said == "[wrong-answer] the answer is not about the post asked for"


class TestLimits:
    """No answer takes more time or room than it may."""

    def test_one_that_is_large(self) -> None:
        large = json.dumps({**X_TOLD, "more": "a" * 1_000_000}).encode()
        assert "larger than 1,000,000 bytes" in fault(lambda path: Reply(body=large))

    def test_one_without_end(self) -> None:
        def answer(path: str) -> Reply:
            return Reply(body=b"{", pieces=iter(lambda: b"a" * 65536, b""))

        assert "larger than 1,000,000 bytes" in fault(answer)

    def test_one_that_is_slow(self) -> None:
        with (
            network(lambda path: Reply(pieces=_waiting(there))) as there,
            pytest.raises(EnvironmentFault, match="in time"),
        ):
            fetch(there, X_URL, X_HOST, timeout=0.1)

    def test_many_steps_share_the_time(self) -> None:
        with (
            network(lambda path: Reply(body=b"{", pieces=_dribbling(there))) as there,
            pytest.raises(EnvironmentFault, match="in time"),
        ):
            fetch(there, X_URL, X_HOST, limit=0.3)

    def test_nobody_is_asked_when_the_time_is_over(self) -> None:
        with (
            network(lambda path: telling(X_TOLD)) as there,
            pytest.raises(EnvironmentFault, match="in time"),
        ):
            fetch(there, X_URL, X_HOST, limit=0)
        assert there.asked == []


def _waiting(there: Network) -> Any:
    there.over.wait(5)
    yield b""


def _dribbling(there: Network) -> Any:
    while not there.over.wait(0.02):
        yield b" "


class TestRedirects:
    """They are followed as long as nobody but the network learns of the question."""

    def test_to_the_network_itself(self) -> None:
        def answer(path: str) -> Reply:
            moved = "https://publish.x.com/oembed?moved"
            return telling(X_TOLD) if path == "/oembed?moved" else leads(moved)

        with network(answer) as there:
            hosts = there.hosts(X_HOST, "publish.x.com")
            found, _ = fetch_post(X_URL, allow_local=True, hosts=hosts)
        assert found.name == "Amina Example"

    def test_on_the_same_site(self) -> None:
        def answer(path: str) -> Reply:
            return telling(MASTODON_TOLD) if path == "/here" else leads("/here")

        with network(answer) as there:
            assert fetch(there, MASTODON_URL, "social.example.org").url == MASTODON_URL

    def test_three_are_followed(self) -> None:
        def answer(path: str) -> Reply:
            left = int(path[1:]) if path[1:].isdigit() else most
            return leads(f"/{left - 1}") if left else telling(X_TOLD)

        most = 3
        with network(answer) as there:
            assert fetch(there, X_URL, X_HOST).name == "Amina Example"
        most = 4
        assert "more than 3 times" in fault(answer)

    def test_a_loop(self) -> None:
        with (
            network(lambda path: leads(path)) as there,
            pytest.raises(ImportFault, match="more than 3 times"),
        ):
            fetch(there, X_URL, X_HOST)
        assert len(there.asked) == 4

    @pytest.mark.parametrize(
        "location",
        [
            "https://example.org/",
            "https://publish.twitter.com.example.org/",
            "https://nottwitter.com/",
            "https://127.0.0.1/",
            "http://127.0.0.1:8/",
            "https://[::1]/",
            "https://169.254.169.254/latest",
            "https://a:b@publish.twitter.com/",
            "https://publish.twitter.com:8443/",
            "//example.org/",
            "https://publish.twitter.com\\@example.org/",
        ],
    )
    def test_to_others(self, location: str) -> None:
        said = fault(lambda path: leads(location))
        assert said == f"[wrong-answer] '{X_HOST}': it leads away to another site"

    @pytest.mark.parametrize("location", ["ftp://x.com/", "file:///etc/passwd", "data:,a"])
    def test_to_what_is_not_encrypted(self, location: str) -> None:
        assert "without encryption" in fault(lambda path: leads(location))

    @pytest.mark.parametrize("location", ["http://[broken", "https://x.com:port/"])
    def test_to_no_address(self, location: str) -> None:
        assert "no web address" in fault(lambda path: leads(location))

    def test_to_a_form_to_log_in(self) -> None:
        assert "log in" in fault(lambda path: leads("/login?next=/a"))


class TestPrivateNetworks:
    """Nobody's own network is asked, whatever a name or a redirect says."""

    @pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "fd00::1"])
    def test_a_server_that_is_inside(self, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
        _names(monkeypatch, {"social.example.org": address})
        monkeypatch.setattr(socket.socket, "connect", None)
        with pytest.raises(EnvironmentFault, match="inside a private network"):
            fetch_post(MASTODON_URL)

    def test_a_server_of_somebody_hidden_is_not_named(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _names(monkeypatch, {"social.example.org": "10.0.0.1"})
        with pytest.raises(EnvironmentFault, match="'…' is inside a private network") as refused:
            fetch_post(MASTODON_URL, discreet=True)
        assert "example.org" not in str(refused.value)

    def test_a_redirect_to_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        inside = {"127.0.0.1": "127.0.0.1", "api.social.example.org": "10.0.0.1"}
        _names(monkeypatch, inside)
        # This machine stands for the public one here, and for no other.
        monkeypatch.setattr(connection, "is_public", lambda address: address == "127.0.0.1")
        with (
            network(lambda path: leads("https://api.social.example.org/")) as there,
            pytest.raises(EnvironmentFault, match="inside a private network"),
        ):
            fetch_post(MASTODON_URL, hosts=there.hosts("social.example.org"))
        assert len(there.asked) == 1

    def test_encryption_is_not_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection, "is_public", lambda address: True)
        with (
            network(lambda path: leads("http://social.example.org/")) as there,
            pytest.raises(ImportFault, match="without encryption"),
        ):
            fetch_post(MASTODON_URL, hosts=there.hosts("social.example.org"))

    def test_an_onion(self) -> None:
        url = f"https://{'a' * 56}.onion/@amina/109876543210987654"
        with pytest.raises(EnvironmentFault, match="only Tor"):
            fetch_post(url)

    def test_a_proxy_is_not_gone_past(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
        monkeypatch.setattr(socket, "getaddrinfo", None)
        with pytest.raises(EnvironmentFault, match="this machine uses a proxy"):
            fetch_post(X_URL)


def _names(monkeypatch: pytest.MonkeyPatch, known: dict[str, str]) -> None:
    def look_up(name: str, port: int, **more: object) -> object:
        address = known[name]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
