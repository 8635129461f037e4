"""docs/deploy.md: its targets are such as site.yaml takes, its commands and options are there."""

from __future__ import annotations

import re
import shlex
from textwrap import dedent

import click
import pytest
import yaml

from generator.cli import handbill
from generator.kinds.campaign import Campaign
from generator.kinds.deployment import CHOSEN, Destination
from generator.problems import CODES
from manual import code_in, names, rows, section, text_of

PAGE = "deploy.md"
# Those within the steps of a list are set in.
_EXAMPLE = re.compile(r"^( *)(?:\d\. )?```(\w+)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def examples(*kinds: str) -> list[str]:
    return [dedent(m[3]) for m in _EXAMPLE.finditer(text_of(PAGE)) if m[2] in kinds]


def test_every_target_that_is_shown_is_one_that_site_yaml_takes() -> None:
    shown = examples("yaml")
    assert len(shown) > 5
    kinds = set()
    for text in shown:
        campaign = Campaign.model_validate({"title": "A title", **yaml.safe_load(text)})
        assert campaign.deploy, text
        kinds |= {f"to={one.to}" for one in campaign.deploy.values()}
    assert kinds > {"to=git", "to=ssh", "to=s3", "to=netlify", "to=neocities"}


def test_the_table_of_targets_names_every_setting() -> None:
    everywhere = set(Destination.model_fields)
    assert everywhere <= set(code_in(section(PAGE, "Targets")))
    told = {
        f"to={kind.strip('`')}": names(needs) | names(may)
        for kind, _, needs, may in rows(section(PAGE, "Targets"), "`to`")
    }
    assert told == {
        mark: set(model.model_fields) - everywhere - {"to"} for mark, model in CHOSEN.items()
    }


def test_the_table_of_options_is_the_commands() -> None:
    told = {code_in(row[0])[0].split()[0] for row in rows(section(PAGE, "How it goes"), "option")}
    assert told == {f"--{name}" for name in _options(["deploy"])}


def commands() -> list[str]:
    """All lines of the page that call handbill, in examples and in between."""
    lines = "\n".join(examples("console", "sh")).splitlines() + code_in(text_of(PAGE))
    found = [line.partition(" #")[0].partition(" > ")[0] for line in lines]
    return sorted({line for line in found if line.startswith("handbill ")})


@pytest.mark.parametrize("line", commands())
def test_commands_and_their_options_are_there(line: str) -> None:
    words = [word for word in shlex.split(line)[1:] if word != "--site"]
    words = words[1:] if words[0] == "campaign" else words
    said = {word.removeprefix("--") for word in words if word.startswith("--")}
    assert said <= _options(words), line


def _options(words: list[str]) -> set[str]:
    assert isinstance(handbill, click.Group)
    command = handbill.commands[words[0]]
    own = {option for param in command.params for option in param.opts}
    return {option.lstrip("-") for option in own if option.startswith("--")}


def test_the_code_that_is_named_is_one() -> None:
    assert "host-limit" in CODES
    assert "`host-limit`" in section(PAGE, "Hosts")
