"""Changes in place: one key is as wanted, one record more, and every other byte as before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ledger.edit import EditFault, add_item, set_key
from generator.read.text import decode
from generator.read.yaml import parse_yaml

PATH = "content/posts/kept.yaml"


def value_of(data: bytes) -> Any:
    text = decode(data, PATH)
    assert isinstance(text, str)
    value, _, problems = parse_yaml(text, PATH)
    assert problems == []
    return value


def changed(text: str, value: str = "name", loc: tuple[int, ...] = (), key: str = "protect") -> str:
    return set_key(text.encode(), PATH, loc, key, value).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("network: x\n", "protect: name\nnetwork: x\n"),
        ("# Why.\n\nnetwork: x", "# Why.\n\nprotect: name\nnetwork: x"),
        ("id: a  # so\ntext: b\n", "id: a  # so\nprotect: name\ntext: b\n"),
        ("id: a", "id: a\nprotect: name"),
        ("id: >\n  a\ntext: b\n", "protect: name\nid: >\n  a\ntext: b\n"),
        ("a: |+\n  b\n\n\n", "protect: name\na: |+\n  b\n\n\n"),
        ("protect: handle # yet\n", "protect: name # yet\n"),
        ("protect: 'handle'", "protect: name"),
        ('"protect":  "handle"\r\nb: c\r\n', '"protect":  name\r\nb: c\r\n'),
        ("protect:\nb: c\n", "protect: name\nb: c\n"),
        ("protect:   # soon\n", "protect: name   # soon\n"),
        ("{id: a, b: [c, d]}\n", "{protect: name, id: a, b: [c, d]}\n"),
        ("{\n  id: a,  # so\n  protect: nothing,\n}\n", "{\n  id: a,  # so\n  protect: name,\n}\n"),
        ("\ufeffid: a\r\nb: c\r\n", "\ufeffid: a\r\nprotect: name\r\nb: c\r\n"),
        ("id: a\rb: c\r", "id: a\rprotect: name\rb: c\r"),
    ],
)
def test_a_key_of_a_lone_record(before: str, after: str) -> None:
    assert changed(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n- id: b\n", "- id: a\n- id: b\n  protect: name\n"),
        ("-   id: a\n-   id: b", "-   id: a\n-   id: b\n    protect: name"),
        ("- {id: a}\n- {id: b}", "- {id: a}\n- {protect: name, id: b}"),
        ("- id: a\n- text: |\n    b\n", "- id: a\n- protect: name\n  text: |\n    b\n"),
        ("[{id: a}, {protect: '', id: b}]", "[{id: a}, {protect: name, id: b}]"),
        ("-\n- # b\n  id: b\n  c: d\n", "-\n- # b\n  id: b\n  protect: name\n  c: d\n"),
        ("- id: 😀\n- id: é😀\n", "- id: 😀\n- id: é😀\n  protect: name\n"),
    ],
)
def test_a_key_of_the_second_record(before: str, after: str) -> None:
    assert changed(before, loc=(1,)) == after


@pytest.mark.parametrize(
    "text",
    [
        "? protect\n: handle\n",
        "protect: |\n  handle\n",
        "protect: [handle]\n",
        "{protect, id: a}\n",
        "- a\n",
        "{}\n",
    ],
)
def test_what_cannot_be_changed_is_refused_with_the_line_to_write(text: str) -> None:
    if text == "? protect\n: handle\n":
        assert changed(text) == "? protect\n: name\n"
        return
    with pytest.raises(EditFault) as refused:
        changed(text, loc=(0,) if text.startswith("-") else ())
    (problem,) = refused.value.problems
    assert problem.code == "not-editable"
    assert "protect: name" in problem.hint


def test_a_file_with_mistakes_is_left_alone() -> None:
    for text, code in [("a: b\na: c\n", "duplicate-key"), ("a: *b\n", "yaml-alias")]:
        with pytest.raises(EditFault) as refused:
            changed(text)
        assert [problem.code for problem in refused.value.problems] == [code]
    with pytest.raises(EditFault):
        set_key(b"a: \xff\n", PATH, (), "b", "c")


_VALUES = st.sampled_from(
    [
        "a",
        "'b # c'",
        '"d: \\"e\\""',
        "[f, g]",
        "{h: i}",
        "ل",
        "😀 é",
        "x # note",
        "",
        "~",
        "2016-04~",
    ]
)
_BLOCKS = st.sampled_from(["|\n  - j\n  # k\n", ">-\n  l\n\n  m\n", "|+\n  n\n\n\n", "|2-\n   o\n"])
_KEYS = st.sampled_from(["id", "text", '"url"', "'lang'", "author", "state", "protect"])


@st.composite
def records(draw: st.DrawFn) -> str:
    """The lines of a mapping, in lines or in braces, with comments and empty lines."""
    keys = draw(st.lists(_KEYS, min_size=1, unique=True))
    if draw(st.booleans()):
        held = st.sampled_from(["a", "'b'", '"é: {"', "[c, d]", "{e: f}", "😀"])
        gap = draw(st.sampled_from([", ", " , ", ",\n  ", ",  # g\n    "]))
        return (
            "{"
            + gap.join(f"{key}: {draw(held)}" for key in keys)
            + draw(st.sampled_from(["}\n", " }  # h\n", "\n  }\n"]))
        )
    lines: list[str] = []
    for key in keys:
        lines.append(draw(st.sampled_from(["", "", "# before\n", "\n", "  \n"])))
        block = draw(st.booleans())
        lines.append(f"{key}: {draw(_BLOCKS)}" if block else f"{key}: {draw(_VALUES)}\n")
    return "".join(lines).lstrip()


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, tuple[int, ...]]:
    """A file and the way to one of its records."""
    found = draw(st.lists(records(), min_size=1, max_size=3))
    loc: tuple[int, ...] = ()
    text = found[0]
    if draw(st.booleans()):
        text = "".join("- " + item.replace("\n", "\n  ").rstrip(" ") for item in found)
        loc = (draw(st.integers(0, len(found) - 1)),)
    text = draw(st.sampled_from(["", "# top\n\n", "---\n"])) + text
    if draw(st.booleans()):
        text = text.rstrip("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode(), loc


@given(files(), st.sampled_from(["protect", "id", "state"]), st.sampled_from(["name", "a: #b", ""]))
def test_one_key_is_changed_and_no_other_byte(
    file: tuple[bytes, tuple[int, ...]], key: str, value: str
) -> None:
    data, loc = file
    text = decode(data, PATH)
    assert isinstance(text, str)
    old, _, problems = parse_yaml(text, PATH)
    try:
        new = set_key(data, PATH, loc, key, value)
    except EditFault:
        return
    assert problems == []
    record = old[loc[0]] if loc else old
    expected: Any = {**record, key: value}
    if loc:
        expected = [expected if n == loc[0] else item for n, item in enumerate(old)]
    assert value_of(new) == expected
    # What was put in stands in one place; before and behind it nothing has moved.
    before = next((n for n, (a, b) in enumerate(zip(data, new, strict=False)) if a != b), len(data))
    behind = next(
        (n for n, (a, b) in enumerate(zip(data[::-1], new[::-1], strict=False)) if a != b),
        min(len(data), len(new)),
    )
    removed = data[before : len(data) - behind] if before + behind < len(data) else b""
    assert b"\n" not in removed
    assert len(removed) <= len(str(record.get(key, "")).encode()) + 4


@given(files())
def test_a_new_key_is_never_refused(file: tuple[bytes, tuple[int, ...]]) -> None:
    data, loc = file
    text = decode(data, PATH)
    assert isinstance(text, str)
    old, _, problems = parse_yaml(text, PATH)
    record = old[loc[0]] if loc else old
    if not problems and isinstance(record, dict) and "fresh" not in record:
        new = set_key(data, PATH, loc, "fresh", "name")
        assert len(new) <= len(data) + len(b"fresh: name\r\n") + 8


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- id: n\n  text: |-\n    a\n\n    b\n"),
        ("# none yet", "# none yet\n- id: n\n  text: |-\n    a\n\n    b\n"),
        ("- id: a\n", "- id: a\n- id: n\n  text: |-\n    a\n\n    b\n"),
        ("- id: a", "- id: a\n- id: n\n  text: |-\n    a\n\n    b\n"),
        ("  - {id: a}\n", "  - {id: a}\n  - id: n\n    text: |-\n      a\n\n      b\n"),
        ("\ufeff- id: a\r\n", "\ufeff- id: a\r\n- id: n\r\n  text: |-\r\n    a\r\n\r\n    b\r\n"),
        (
            "- id: a\n\n- id: b\n",
            "- id: a\n\n- id: b\n\n- id: n\n  text: |-\n    a\n\n    b\n",
        ),
    ],
)
def test_a_record_is_added_in_the_manner_of_the_list(before: str, after: str) -> None:
    new = add_item(before.encode(), PATH, "id: n\ntext: |-\n  a\n\n  b\n")
    assert new.decode() == after
    assert value_of(new)[-1] == {"id": "n", "text": "a\n\nb"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: a\n", "holds one record"),
        ("[{id: a}]\n", "in brackets"),
        ("- id: a\n...\n", "no change in place"),
        ("- id: a\n  text: |\n    b", "no change in place"),
    ],
)
def test_a_file_that_takes_no_more_is_refused(text: str, said: str) -> None:
    with pytest.raises(EditFault) as refused:
        add_item(text.encode(), PATH, "id: n\n")
    (problem,) = refused.value.problems
    assert problem.code == "not-editable"
    assert said in problem.message
    assert problem.hint
