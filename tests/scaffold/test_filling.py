"""What is put into the starter's files comes out again as it was."""

from __future__ import annotations

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.read.yaml import parse_yaml
from generator.scaffold.filling import fill_text, fill_yaml, quoted

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@example(' "a\\b"\n\tc: #d')
@example("a\x00b\x1fc\x7fd\x85e\x9ff")
@example("a \u2028 b \u2029 c\ufeffd\ufffee\U0010fffff")
@given(TEXTS)
def test_a_quoted_text_reads_back_the_same(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text
    value, _, problems = parse_yaml(f"a: {quoted(text)}\n", "x.yaml")
    assert problems == []
    assert value == {"a": text}


def test_letters_of_every_script_are_not_spelt_out() -> None:
    assert quoted("حلب – a “b” 🟥 می‌خواهم") == '"حلب – a “b” 🟥 می‌خواهم"'


def test_what_is_put_in_is_not_looked_at_again() -> None:
    assert fill_text("{{a}} {{b}}", {"a": "{{b}}", "b": "c"}) == "{{b}} c"


def test_one_language_gives_one_text_and_several_give_one_each() -> None:
    skeleton = "- id: x\n  title: {{t}}\n  steps:\n    - {{t}}\n"
    english = {"t": "Now: #go"}
    one = yaml.safe_load(fill_yaml(skeleton, {}, {"en": english}))
    assert one == [{"id": "x", "title": "Now: #go", "steps": ["Now: #go"]}]
    both = yaml.safe_load(fill_yaml(skeleton, {}, {"en": english, "ar": {"t": "الآن"}}))
    texts = {"en": "Now: #go", "ar": "الآن"}
    assert both == [{"id": "x", "title": texts, "steps": [texts]}]


def test_a_quotation_has_one_wording_and_translations() -> None:
    skeleton = "text: {{t|first}}\ntranslation: {{t|others}}\nend: 1\n"
    words = {"ar": {"t": "نعم"}, "en": {"t": "Yes"}}
    filled = yaml.safe_load(fill_yaml(skeleton, {}, words))
    assert filled == {"text": "نعم", "translation": {"en": "Yes"}, "end": 1}
    assert fill_yaml(skeleton, {}, {"en": {"t": "Yes"}}) == 'text: "Yes"\nend: 1\n'


@settings(max_examples=40)
@given(st.lists(st.text("abc'\":#%&{}[]-é", min_size=1, max_size=12), min_size=30, max_size=60))
def test_long_texts_are_folded_and_read_back_the_same(words: list[str]) -> None:
    text = " ".join(words)
    for spoken in ({"en": {"t": text}}, {"en": {"t": text}, "ar": {"t": text}}):
        filled = fill_yaml("a:\n  - b: {{t}}\n", {}, spoken)
        assert max(map(len, filled.splitlines())) <= 100
        found = yaml.safe_load(filled)["a"][0]["b"]
        assert found == (text if len(spoken) == 1 else {"en": text, "ar": text})


def test_finished_values_keep_their_line_s_indentation() -> None:
    filled = fill_yaml("a:\n  {{v}}\nb: {{w}}\n", {"v": "c: 1\nd: 2", "w": '"x"'}, {"en": {}})
    assert yaml.safe_load(filled) == {"a": {"c": 1, "d": 2}, "b": "x"}


def test_notes_speak_the_first_language() -> None:
    words = {"ar": {"n": "ملاحظة " * 30}, "en": {"n": "A note"}}
    lines = fill_yaml("a:\n  # {{n}}\n  b: 1\n", {}, words).splitlines()
    assert len(lines) > 3
    assert all(line.startswith("  # ملاحظة") for line in lines[1:-1])
