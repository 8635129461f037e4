"""What does not fit into a record is told where it stands, with what to write instead."""

from __future__ import annotations

import pytest

from generator.kinds.campaign import Campaign
from generator.kinds.message import Message
from generator.kinds.text import Speech
from generator.kinds.values import Record
from generator.problems import Problem
from generator.read.validate import validate
from generator.read.yaml import parse_yaml

MESSAGE = "id: a\ntext: b\n"


def told(model: type[Record], text: str) -> Problem:
    value, places, problems = parse_yaml(text, "x.yaml")
    assert problems == []
    (problem,) = validate(model, value, places, Speech())[1]
    return problem


@pytest.mark.parametrize(
    ("name", "ours"),
    [("twitter", "x"), ("fb", "facebook"), ("Insta", "instagram"), ("masto", "mastodon")],
)
def test_networks_by_the_names_that_people_call_them(name: str, ours: str) -> None:
    problem = told(Message, f"{MESSAGE}networks: {{{name}: c}}\n")
    assert (problem.code, str(problem.place)) == ("wrong-value", "x.yaml:3:12")
    assert problem.place.length == len(name)
    assert problem.hint == f"did you mean '{ours}'?"
    listed = told(Campaign, f"title: a\nshare: {{networks: [{name}]}}\n")
    assert (str(listed.place), listed.hint) == ("x.yaml:2:20", problem.hint)


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("banner: {text: a, ends: 2030}", "share"),
        ("networks: [x]", "share"),
        ("safe_messages: yes", "share"),
        ('accent: "#0b5d3b"', "colours"),
    ],
)
def test_keys_that_belong_one_level_lower(text: str, above: str) -> None:
    problem = told(Campaign, f"title: a\n{text}\n")
    assert (problem.code, str(problem.place)) == ("unknown-key", "x.yaml:2:1")
    assert problem.hint == f"it belongs below '{above}', indented"


def test_neither_yes_nor_no() -> None:
    problem = told(Campaign, "title: a\nshare: {safe_messages: maybe}\n")
    assert problem.hint == "write yes or no"


def test_nothing_is_called_nothing() -> None:
    assert "you wrote nothing" in told(Message, f"{MESSAGE}hashtags: [~]\n").message
