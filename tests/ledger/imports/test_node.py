"""Values that are asked for what they ought to hold."""

from generator.ledger.imports.node import Node
from generator.ledger.imports.opening import Number
from generator.problems import Place


def node(value: object) -> Node:
    return Node(value, Place("a.json", 1, 1))


def test_the_first_words_count() -> None:
    one = node({"a": None, "b": " ", "c": "words"})
    assert one.text("a", "b", "c") == "words"
    assert one.told == []


def test_what_is_of_another_type_is_absent_and_told_once() -> None:
    one = node({"a": ["x"], "b": Number("7")})
    assert (one.text("a"), one.text("a"), one.text("b")) == ("", "", "")
    assert [p.message for p in one.told] == [
        "'a' is not words, so it is left out",
        "'b' is not words, so it is left out",
    ]
    assert one.at("a").fields == {}
    assert list(node({"a": "x"}).each("a")) == []
    assert list(node([]).each("a")) == []


def test_lists_give_their_objects() -> None:
    one = node({"a": [{"b": "1"}, 2, {"b": "3"}], "c": {"b": "4"}})
    assert [n.text("b") for n in one.each("a")] == ["1", "3"]
    assert [n.text("b") for n in one.each("c")] == ["4"]
    assert len(one.told) == 1


def test_ids_are_numbers_or_words() -> None:
    one = node({"a": Number("726435237491380225"), "b": "7", "c": {}})
    assert (one.id("a"), one.id("c", "b"), one.id("c")) == ("726435237491380225", "7", "")


def test_small_numbers() -> None:
    one = node({"a": Number("7"), "b": Number("1e9"), "c": Number("9" * 99), "d": "7", "e": True})
    assert [one.number(name) for name in "abcde"] == [7, None, None, None, None]
