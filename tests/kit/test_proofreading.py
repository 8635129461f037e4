from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.kit.messages import compose
from generator.kit.networks import NETWORKS
from generator.kit.proofreading import (
    check_hashtags,
    check_messages,
    oversize,
    proofread,
    spot,
)
from generator.model import Places, Site, Span
from generator.parallel import spread
from generator.problems import Place, Problem, Severity
from generator.read import read
from generator.resolve import resolve
from sites import SMALLEST

Check = Callable[[str], list[Problem]]

LINK = "https://campaign.example.org/"
TWO = "title: T\nlanguages: [en, ar]\nhashtags: [AleppoIsBurning]\n"


def site_of(root: Path, files: dict[str, str]) -> Site:
    for name, text in {**SMALLEST, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    reading, problems = read(root, spread)
    assert reading is not None, problems
    resolved, _ = resolve(reading, {}, datetime(2026, 1, 1, tzinfo=UTC), drafts=True, spread=spread)
    return resolved.site


def checked(root: Path, share: str, site: str = TWO, **files: str) -> list[Problem]:
    made = site_of(root, {"site.yaml": site, "content/share.yaml": share, **files})
    return check_messages(made, lambda language, page: LINK)


def test_a_message_that_fits_everywhere_is_no_problem(tmp_path: Path) -> None:
    share = "- id: m\n  text: {en: Turn red., ar: لوّنوها.}\n  hashtags: AleppoIsBurning\n"
    assert checked(tmp_path, share) == []


def test_too_long_says_by_how_much_and_of_what(tmp_path: Path) -> None:
    share = f"- id: m\n  text: {'word ' * 52}end\n  hashtags: AleppoIsBurning\n"
    (found,) = checked(tmp_path, share, TWO + "share: {networks: [x, email]}\n")
    assert found.code == "message-too-long"
    assert found.severity is Severity.ERROR
    assert str(found.place) == "content/share.yaml:2:9"
    assert found.message == (
        "the message 'm' is too long for 'x' by 24: 304 characters as it counts them, and 280 fit"
    )
    assert found.hint == (
        "the words have 263, the hashtags 16, the link 23; cut it, "
        "or write fewer words for it under 'networks: {x: {en: …}}'"
    )


@pytest.mark.parametrize(
    ("networks", "told"),
    [
        ("[x, bluesky, mastodon]", ["x", "bluesky"]),
        ("[mastodon, whatsapp, email, sms, facebook]", []),
        ("{en: [x], ar: [bluesky]}", ["x"]),
    ],
)
def test_only_networks_that_are_offered_can_be_too_small(
    tmp_path: Path, networks: str, told: list[str]
) -> None:
    share = f"- id: m\n  text:\n    en: {'word ' * 70}end\n    ar: قصير\n"
    found = checked(tmp_path, share, TWO + f"share: {{networks: {networks}}}\n")
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert [one.message.split("'")[3] for one in errors] == told


def test_words_for_one_network_are_measured_for_it_alone(tmp_path: Path) -> None:
    share = f"- id: m\n  text: {'word ' * 70}end\n  networks:\n    x: short\n"
    assert checked(tmp_path, share, TWO + "share: {networks: x}\n") == []
    share = f"- id: m\n  text: short\n  networks:\n    x: {'word ' * 70}end\n"
    (found,) = checked(tmp_path, share, TWO + "share: {networks: [x, bluesky]}\n")
    assert str(found.place) == "content/share.yaml:4:8"


def test_a_wording_that_stands_in_for_others_is_told_once(tmp_path: Path) -> None:
    share = f"- id: m\n  text:\n    ar: {'كلمة ' * 70}كلمة\n"
    (found,) = checked(tmp_path, share, TWO + "share: {networks: x}\n")
    assert str(found.place) == "content/share.yaml:3:9"


def test_the_campaigns_hashtags_count_where_a_message_has_none(tmp_path: Path) -> None:
    share = f"- id: m\n  text: {'a' * 241}\n"
    (found,) = checked(tmp_path, share, TWO + "share: {networks: x}\n")
    assert "by 2:" in found.message
    assert "the hashtags 16" in found.hint


def test_many_text_messages_are_mentioned(tmp_path: Path) -> None:
    share = f"- id: m\n  text: {'كلمة ' * 50}كلمة\n"
    (found,) = checked(tmp_path, share, TWO + "share: {networks: [sms, email]}\n")
    assert found.code == "many-sms"
    assert found.severity is Severity.NOTE
    assert found.message.startswith("the message 'm' takes 5 text messages: the words have 254,")


@pytest.mark.parametrize(("letters", "codes"), [(134, []), (135, ["many-sms"])])
def test_two_text_messages_are_not_many(tmp_path: Path, letters: int, codes: list[str]) -> None:
    share = f"- id: m\n  text: {'ح' * (letters - len(LINK) - 1)}\n"
    site = "title: T\nlanguages: [en]\nshare: {networks: sms}\n"
    assert [one.code for one in checked(tmp_path, share, site)] == codes


def test_texts_are_proofread_wherever_people_pass_them_on(tmp_path: Path) -> None:
    share = (
        "- id: m\n"
        "  text: {en: 'See #aleppoisburning', ar: انظروا ﺣﻠﺐ}\n"
        "  networks: {x: 'Now #AlepoIsBurning'}\n"
        "  hashtags: [AleppoIsBurnin, MakeRed]\n"
    )
    actions = (
        "- id: a\n  kind: pledge\n  title: A\n  what: 'I leave. #2016'\n"
        "- id: b\n  kind: post\n  title: B\n  message: {en: Why# not}\n"
        "- id: c\n  kind: write\n  title: C\n  body: a\u200bb\n  subject: 'caf\ufffd'\n"
    )
    page = "---\ntitle: P\nshare: '#Aleppo-Is-Burning'\n---\n\nWords.\n"
    found = checked(
        tmp_path,
        share,
        TWO,
        **{"content/actions.yaml": actions, "content/p.md": page},
    )
    assert {(str(one.place), one.code) for one in found} == {
        ("content/share.yaml:2:19", "flat-hashtag"),
        ("content/share.yaml:2:49", "presentation-forms"),
        ("content/share.yaml:3:22", "misspelt-hashtag"),
        ("content/share.yaml:4:14", "misspelt-hashtag"),
        ("content/actions.yaml:4:19", "number-hashtag"),
        ("content/actions.yaml:8:17", "reversed-hashtag"),
        ("content/actions.yaml:12:10", "invisible-character"),
        ("content/actions.yaml:13:16", "lost-character"),
        ("content/p.md:3:9", "split-hashtag"),
    }


def test_what_a_page_says_of_itself_is_measured(tmp_path: Path) -> None:
    page = f"---\ntitle: P\nshare: {'a' * 300}\n---\n\nWords.\n"
    site = TWO + "share: {networks: x}\n"
    (found,) = checked(tmp_path, "[]", site, **{"content/p.md": page})
    assert found.code == "message-too-long"
    assert str(found.place) == "content/p.md:3:8"
    assert found.message.startswith("'share' of this page is too long for 'x' by ")
    assert "networks:" not in found.hint


def test_links_are_asked_for_by_language_and_page(tmp_path: Path) -> None:
    asked = set()

    def links(language: str, page: str) -> str:
        asked.add((language, page))
        return ""

    share = "- id: m\n  text: {en: a, ar: ب}\n  page: act\n- id: n\n  text: a\n"
    check_messages(site_of(tmp_path, {"site.yaml": TWO, "content/share.yaml": share}), links)
    assert asked == {("en", "act"), ("ar", "act"), ("en", "")}


@pytest.mark.parametrize(
    ("length", "column"),
    [
        (11, 25),  # as it stands
        (13, 26),  # in quotes
        (12, 20),  # with an escape somewhere, so that nobody knows where
        (1, 20),  # over several lines
    ],
)
def test_the_column_is_told_where_it_is_known(length: int, column: int) -> None:
    here = (3, 20, length)
    places = Places("content/share.yaml", {("text",): Span(here, here)})
    assert spot(places, ("text", "en"), "Turn it red", 5, 2).column == column


def test_a_text_may_be_proofread_by_itself() -> None:
    places = Places("content/actions.yaml", {("what",): Span((1, 1, 4), (1, 7, 12))})
    (found,) = proofread("caf\ufffd", "en", places, ("what",))
    assert (found.code, found.place) == ("lost-character", Place("content/actions.yaml", 1, 7, 12))


def test_bytes_are_told_where_they_bind_first() -> None:
    made = compose("👨‍👩‍👧‍👦" * 150, (), LINK, NETWORKS["bluesky"])
    problem = oversize(made, "it", Place("content/share.yaml"))
    assert problem is not None
    assert "by 780: 3,780 bytes, and 3,000 fit" in problem.message


def test_nothing_is_too_long_for_mail_and_text_messages() -> None:
    for name in ("email", "sms", "whatsapp", "signal"):
        made = compose("a" * 100, (), LINK, NETWORKS[name])  # type: ignore[index]
        assert oversize(made, "it", Place("content/share.yaml")) is None


@pytest.mark.parametrize(
    ("hashtags", "places"),
    [
        ("aleppoisburningnow", ["site.yaml:2:11"]),
        ("[SaveAleppo, STOPTHEBOMBSNOW]", ["site.yaml:2:24"]),
        ("{en: [SaveAleppo], ar: [حلب, aleppoisburningnow]}", ["site.yaml:2:40"]),
        ("[SaveAleppo, SaveAleppos, aleppo]", []),
    ],
)
def test_the_campaigns_own_hashtags_are_read_once(
    tmp_path: Path, hashtags: str, places: list[str]
) -> None:
    text = f"title: T\nhashtags: {hashtags}\nlanguages: [en, ar]\n"
    for name, said in {**SMALLEST, "site.yaml": text}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(said, "utf-8")
    reading, problems = read(tmp_path, spread)
    assert reading is not None, problems
    found = check_hashtags(reading.campaign.value, reading.campaign.places)
    assert [str(problem.place) for problem in found] == places
    assert {problem.code for problem in found} <= {"flat-hashtag"}
