"""Files with anything in the place of anything: nothing but ImportFault may come out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dates import parse
from generator.ledger.imports import FORMATS, read_account, read_posts
from generator.ledger.record import Found, ImportFault
from ledger.imports.samples import FILES, load

NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".html")
HTML = (FILES / "page.html").read_bytes()

ODD_WORDS = st.sampled_from(
    [
        "",
        "\ud800",
        "\u202eabc",
        "<b>x</b>",
        "at://did:plc:x/app.bsky.feed.post/y",
        "https://[",
        "https://twitter.com/a/status/99999999999999999999999",
        "https://social.example.org/@a/999999999999999999999",
        "2016-99-99T99:99:99Z",
        "Note",
        "<blockquote class=twitter-tweet><p>x",
        "https://web.archive.org/web/20160501/" * 3,
    ]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | ODD_WORDS
    | st.sampled_from([10**30, -1, 2**63]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["url", "type", "text", "id", "post", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def _spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every spot of a value: what holds it, and under which key."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        pairs = one.items() if isinstance(one, dict) else enumerate(one)
        for key, inner in pairs:
            yield one, key
            if isinstance(inner, (dict, list)):
                waiting.append(inner)


def _sound(post: Found) -> bool:
    """Whether a record could take the post as it is."""
    words = (post.text, post.name, post.handle, post.url, *(a.alt for a in post.attachments))
    "".join(words).encode("utf-8")
    return bool(
        post.network and (post.text or post.url) and (not post.posted or parse(post.posted))
    )


def _outcome(data: bytes) -> tuple[list[Found], str]:
    """The posts of a file, and the code of what it is refused for, if it is."""
    try:
        return read_posts("a", data)[0], ""
    except ImportFault as fault:
        return [], fault.problem.code


@settings(max_examples=250)
@given(st.data())
def test_any_value_may_stand_in_any_spot(data: st.DataObject) -> None:
    value = load(data.draw(st.sampled_from(NAMES)))
    for _ in range(data.draw(st.integers(1, 4))):
        spots = list(_spots(value))
        if not spots:
            break
        holder, key = data.draw(st.sampled_from(spots))
        holder[key] = data.draw(JSON)
    written = json.dumps(value).encode()
    assert all(map(_sound, _outcome(written)[0]))
    with suppress(ImportFault):
        assert read_account("account.js", written).handle.startswith("@")


@settings(max_examples=100)
@given(
    st.integers(0, len(HTML)),
    st.integers(0, 400),
    st.binary(max_size=8) | ODD_WORDS.map(lambda words: words.encode("utf-8", "surrogatepass")),
)
def test_pages_may_be_cut_anywhere(start: int, length: int, put: bytes) -> None:
    posts, code = _outcome(HTML[:start] + put + HTML[start + length :])
    assert all(map(_sound, posts))
    assert code in ("", "encoding", "import-unknown", "import-missing", "import-syntax")


@settings(max_examples=100)
@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:0e.\\u \n<>=a').map(str.encode))
def test_any_bytes_may_be_given(data: bytes) -> None:
    posts, code = _outcome(data)
    assert bool(code) is not bool(posts)


@given(JSON)
def test_recognising_takes_any_value(value: object) -> None:
    assert {row.recognise(value) for row in FORMATS} <= {True, False}


@pytest.mark.parametrize(
    "key", ["thread", "post", "data", "tweet", "object", "orderedItems", "replies"]
)
@pytest.mark.parametrize("depth", [100, 900])
def test_what_nests_as_deep_as_json_may_is_no_trouble(key: str, depth: int) -> None:
    deep = f'{{"type": "Create", "{key}": ' * depth + "{}" + "}" * depth
    with pytest.raises(ImportFault):
        read_posts("a.json", deep.encode())


def test_a_thread_may_be_as_deep_as_json() -> None:
    reply = '{"post": {"uri": "at://a.example.org/app.bsky.feed.post/3lbqcwpny422n", "record": {}}, "replies": ['
    data = '{"thread": ' + reply * 300 + "]}" * 300 + "}"
    posts, _ = read_posts("a.json", data.encode())
    assert len(posts) == 1
