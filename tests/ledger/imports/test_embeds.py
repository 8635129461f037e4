"""Where snippets stand in a page."""

from generator.ledger.imports.embeds import embeds, links
from generator.ledger.imports.words import scan, words_of


def found(html: str) -> list[tuple[str, str]]:
    return [(embed.network, words_of(embed.tokens)) for embed in embeds(scan(html))]


def test_an_element_inside_of_the_same_name_ends_nothing() -> None:
    html = "<div class='fb-post'>a<div>b</div>c</div>d"
    assert found(html) == [("facebook", "a\n\nb\n\nc")]


def test_one_that_begins_inside_another_ends_it() -> None:
    html = "<div class='fb-post'>a<blockquote class='twitter-tweet'>b</blockquote>c</div>"
    assert found(html) == [("facebook", "a"), ("x", "b")]


def test_scripts_and_frames_hold_nothing() -> None:
    html = "<script data-telegram-post='a/1'>var a;</script><p>b</p>"
    assert found(html) == [("telegram", "")]


def test_snippets_in_scripts_and_comments_are_none() -> None:
    html = "<script>'<blockquote class=twitter-tweet>'</script><!--<p class=fb-post>-->"
    assert found(html) == []


def test_paragraphs_and_what_follows_them() -> None:
    (embed,) = embeds(scan("<div class=fb-post>x<p>a</p><p>b</p>c <a href=u>d</a></div>"))
    assert words_of(embed.said) == "a\n\nb"
    assert words_of(embed.tail) == "c d"
    assert [(attrs["href"], words) for attrs, words in links(embed.tail)] == [("u", "d")]
