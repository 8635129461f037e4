"""Actions are checked like code: what is filled in, how long it gets, how old an address is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from generator.dates import parse
from generator.kit.appeals import _DAYS
from generator.locales import locale
from sites import PROJECT

MakeSite = Callable[..., Any]

SITE = "title: {en: Example, ar: مثال}\nurl: https://example.org/\nlanguages: {en: {}, ar: {}}\n"
ONE = "{name: Amina Example, role: Mayor, email: a@example.org, checked: 2026-05-01}"


def found(site: MakeSite, text: str, **files: str) -> list[tuple[str, str]]:
    """Codes and places of what an action of this text gives."""
    wanted = {"content/actions.yaml": text, "site.yaml": SITE, **files}
    wanted["content/index.ar.md"] = "---\ntitle: الرئيسية\ndescription: مثال.\n---\n\nمرحبا.\n"
    problems = site(wanted).problems
    return [(p.code, str(p.place).removeprefix("content/actions.yaml:")) for p in problems]


def write(body: str, targets: str = ONE, more: str = "") -> str:
    return f"id: a\nkind: write\ntitle: A\nsubject: S\nbody: {body}\ntargets: [{targets}]\n{more}"


def test_what_is_right_is_not_told_of(site: MakeSite) -> None:
    assert found(site, write("Dear {role} {name}, I am [your name].")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (write("Dear {nmae}"), [("unknown-placeholder", "5:12")]),
        (write('"Dear {nmae}"'), [("unknown-placeholder", "5:13")]),
        (write("Dear {Name}"), [("unknown-placeholder", "5:12")]),
        (write("Dear {your name}"), [("unknown-placeholder", "5:12")]),
        (write("x", more="variants: ['to {x}']"), [("unknown-placeholder", "7:16")]),
        (write("Dear {role}", "{name: B, url: https://example.org/, checked: 2026-05-01}"), [("unfilled-placeholder", "5:12")]),
        ("id: p\nkind: post\ntitle: P\nmessage: Hello {name}!\n", [("unfilled-placeholder", "4:16")]),
        ("id: p\nkind: pledge\ntitle: P\nwhat: I {promise}!\n", []),
    ],
)  # fmt: skip
def test_placeholders_are_known_and_filled(
    site: MakeSite, text: str, told: list[tuple[str, str]]
) -> None:
    assert found(site, text) == told


def test_a_long_letter_is_told_with_its_length_in_each_language(site: MakeSite) -> None:
    body = "{en: Please answer., ar: " + "نرجو الجواب " * 40 + "}"
    made = site({"content/actions.yaml": write(body), "site.yaml": SITE})
    (problem,) = (p for p in made.problems if p.code == "letter-long")
    assert problem.message.startswith("in 'ar' this letter makes a mail link of 2,")
    assert str(problem.place).startswith("content/actions.yaml:5:")


def test_of_several_targets_the_longest_letter_counts(site: MakeSite) -> None:
    name = "x" * 400
    short, long = ONE, ONE.replace("Amina Example", name)
    text = write("To " + "{name} " * 4, f"{short}, {long}, {short}")
    assert [code for code, _ in found(site, text)] == []
    assert [code for code, _ in found(site, write("To " + "{name} " * 5, f"{short}, {long}"))] == [
        "letter-long"
    ]


def test_a_post_is_measured_with_its_handle_for_the_networks_of_the_site(site: MakeSite) -> None:
    words = "x" * 275
    text = (
        f"id: p\nkind: post\ntitle: P\nmessage: {words}\ntargets: {{name: A, handle: '@office'}}\n"
    )
    made = site({"content/actions.yaml": text})
    (problem,) = made.problems
    assert problem.code == "message-too-long"
    assert "'x' by 3" in problem.message
    offered = "title: E\nurl: https://example.org/\nshare: {networks: [bluesky, whatsapp]}\n"
    assert site({"content/actions.yaml": text, "site.yaml": offered}).problems == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: c\nkind: call\ntitle: C\nbody: x\n", "1:1: 'phone' is missing"),
        (f"id: c\nkind: call\ntitle: C\nbody: x\ntargets: [{ONE}]\n", "5:1: 'phone' is missing"),
        ("id: l\nkind: link\ntitle: L\n", "1:1: 'url' is missing"),
        ("id: p\nkind: post\ntitle: P\n", "1:1: 'message' is missing"),
        ("id: p\nkind: post\ntitle: P\nmessage: '  '\n", "4:1: 'message' is empty"),
        ("id: p\nkind: post\ntitle: P\nvariants: ['  ']\n", "1:1: 'message' is missing"),
        ("id: p\nkind: post\ntitle: P\nvariants: ['Why?']\n", ""),
        (f"id: w\nkind: write\ntitle: W\ntargets: [{ONE}]\n", "1:1: 'body' is missing"),
        ("id: w\nkind: write\ntitle: W\nurl: https://example.org/form\n", ""),
    ],
)
def test_what_could_not_be_done_is_refused(site: MakeSite, text: str, told: str) -> None:
    found = [p for p in site({"content/actions.yaml": text}).problems if p.code == "missing-key"]
    places = [str(p.place).removeprefix("content/actions.yaml:") for p in found]
    said = [
        f"{place}: {p.message.partition(':')[0]}" for place, p in zip(places, found, strict=True)
    ]
    assert said == ([told] if told else [])


def test_a_pledge_is_measured_with_its_days_and_its_link(site: MakeSite) -> None:
    text = "id: p\nkind: pledge\ntitle: P\nwhat: " + "x" * 188 + "\n"
    offered = "title: E\nurl: https://example.org/\nshare: {networks: [x, facebook, sms, reddit]}\n"
    made = site({"content/actions.yaml": text, "site.yaml": offered})
    (problem,) = (p for p in made.problems if p.code == "message-too-long")
    # 280 without a blank and the days (69), a line's end and the link (24).
    assert problem.message.startswith("with its days, the pledge 'p' is too long for 'x' by 1:")
    assert str(problem.place).startswith("content/actions.yaml:4:")
    made.write({"content/actions.yaml": text.replace("xx", "x", 1)})
    assert "message-too-long" not in {p.code for p in made.build().problems}


@pytest.mark.parametrize("language", ["en", "ar", "fr", "de", "es"])
def test_no_language_needs_more_room_for_the_days(language: str) -> None:
    words = yaml.safe_load((PROJECT / f"templates/locales/{language}.yaml").read_text("utf-8"))[
        "act"
    ]["pledge"]["span"]
    days = [locale(language).date(parse(f"2026-{month:02}-28")) for month in range(1, 13)]
    longest = max(days, key=len)
    assert len(words.format(start=longest, end=longest)) <= len(_DAYS)


def test_variants_are_proofread(site: MakeSite) -> None:
    text = write("x", more="variants: ['Please \u200banswer']")
    assert found(site, text) == [("invisible-character", "7:20")]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("{name: B, email: b@example.org}", [("target-unchecked", "6:18")]),
        ("{name: B, url: https://example.org/}", [("target-unchecked", "6:18")]),
        ("{name: B, handle: '@b'}", []),
        ("{name: B, email: b@example.org, checked: 2025-05-01}", [("target-stale", "6:52")]),
        ("{name: B, email: b@example.org, checked: 2025-06}", []),
    ],
)
def test_addresses_want_a_day_within_a_year(
    site: MakeSite, target: str, told: list[tuple[str, str]]
) -> None:
    assert found(site, write("x", target)) == told


def test_a_table_is_told_of_as_a_whole(site: MakeSite) -> None:
    rows = "".join(f"Amina Example {n},a{n}@example.org,\n" for n in range(2000))
    rows += "Basil Example,b@example.org,2020-01-01\n"
    text = "id: a\nkind: write\ntitle: A\nbody: x\ntargets_file: t.csv\n"
    made = site({"content/actions.yaml": text, "content/t.csv": "name,email,checked\n" + rows})
    assert [(p.code, str(p.place)) for p in made.problems] == [
        ("target-stale", "content/t.csv"),
        ("target-unchecked", "content/t.csv"),
    ]
    assert "'Amina Example 0' and 1,999 more" in made.problems[1].message
