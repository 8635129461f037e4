"""HTML as plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.imports.words import plain, written_out


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<p>One</p>\n\n<p>Two</p>", "One\n\nTwo"),
        ("a<br><br>b", "a\n\nb"),
        ("a  \n b", "a b"),
        ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc"),
        ("<script>alert(1)</script><style>p{}</style>a", "a"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("I <3 you, 1 < 2", "I <3 you, 1 < 2"),
        ('<img alt=":blobcat:" src="x"> hi', ":blobcat: hi"),
        ('<a href="https://e.org/abc">e.org/a…</a>', "https://e.org/abc"),
        ('<a href="https://e.org/abc">here</a>', "here"),
        ("<b>كتاب</b> 🌱<!-- no -->", "كتاب 🌱"),
        ("a\0b", "ab"),
        ("<p>open", "open"),
        ("", ""),
    ],
)
def test_words_of_html(html: str, words: str) -> None:
    assert plain(html) == words


@pytest.mark.parametrize(
    ("shown", "address", "full"),
    [
        ("e.org/a...", "https://e.org/abc", "https://e.org/abc"),
        ("www.e.org", "https://e.org/abc", "https://e.org/abc"),
        ("https://e.org/a…", "https://e.org/abc", "https://e.org/abc"),
        # An address that is whole says where it leads, even if the link leads elsewhere.
        ("https://e.org/a", "https://e.org/abc", "https://e.org/a"),
        ("e.org", "https://evil.example.org/", "e.org"),
        ("e.org and more", "https://e.org and more", "e.org and more"),
        ("e.org", "javascript:e.org", "e.org"),
    ],
)
def test_shortened_addresses(shown: str, address: str, full: str) -> None:
    assert written_out(shown, address) == full


@given(st.text(alphabet=st.sampled_from("<>/abp&;\"' =\n…") | st.characters(), max_size=200))
def test_nothing_is_raised_and_blanks_are_trimmed(html: str) -> None:
    words = plain(html)
    assert words == words.strip()
    assert "\0" not in words
