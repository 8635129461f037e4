"""The letters' reckoning: the same links as the build makes, of what visitors filled in."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kit.letters import LONGEST_LINK, WAYS, Letter, link
from generator.kit.wordings import with_handle
from scripts import FOLDER, answers, node

# `address` takes the function that fills in a pattern: share.js has it.
_LOOP = """
const { address } = require(process.argv[1]);
const { fill } = require(process.argv[2]);
for (const [way, letter, longest] of JSON.parse(require("node:fs").readFileSync(0, "utf8")))
  console.log(JSON.stringify(address(fill, way.pattern, way.short, letter, longest)));
"""

WORDS = st.text(max_size=60)


def addresses(letters: list[tuple[str, Letter]]) -> list[dict[str, Any]]:
    asked = [
        (
            {"pattern": WAYS[way].pattern, "short": WAYS[way].short},
            {"to": one.to, "subject": " ".join(one.subject.split()), "body": one.body},
            LONGEST_LINK,
        )
        for way, one in letters
    ]
    command = [node(), "-e", _LOOP, str(FOLDER / "letter.js"), str(FOLDER / "share.js")]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@settings(max_examples=8)
@given(st.lists(st.tuples(st.sampled_from(sorted(WAYS)), WORDS, WORDS), min_size=40, max_size=40))
def test_links_are_those_of_the_build(given_: list[tuple[str, str, str]]) -> None:
    letters = [(way, Letter("a.b+c@example.org", s, b.replace("\r", ""))) for way, s, b in given_]
    made = [one["href"] for one in addresses(letters)]
    assert made == [link(WAYS[way], letter) for way, letter in letters]


def test_a_letter_that_grew_too_long_is_left_out_of_its_links() -> None:
    long = Letter("a@example.org", "Yes", "ب" * 400)
    (made,) = addresses([("mail", long)])
    assert made == {"href": "mailto:a@example.org?subject=Yes", "isLong": True}
    (made,) = addresses([("mail", Letter("a@example.org", "Yes", "No"))])
    assert made["isLong"] is False


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("Why not?", "@office"),
        ("Why not, @office?", "@office"),
        ("Why not, @OFFICE?", "@office"),
        ("Why not, @officers?", "@office"),
        ("@officers and @office", "@office"),
        ("a@office", "@office"),
        ("لماذا؟ @office", "@office"),
        ("Why?", ""),
    ],
)
def test_a_handle_is_missing_where_the_build_adds_it(text: str, handle: str) -> None:
    (missing,) = answers("letter.js", ("missingHandle", [text, handle]))
    assert " ".join([text, missing]).strip() == with_handle(text, handle)


def test_a_line_has_no_second_one() -> None:
    assert answers("letter.js", ("line", [" Amina\r\nBcc: x\u2028y\t "])) == ["Amina Bcc: x y"]


def test_long_texts_are_shown_by_their_beginning() -> None:
    found = answers(
        "letter.js",
        ("beginning", ["Dear Amina,\n\nplease answer", 12]),
        ("beginning", ["short", 12]),
        ("beginning", ["😀😀😀😀", 3]),
    )
    assert found == ["Dear Amina,…", "short", "😀😀…"]
