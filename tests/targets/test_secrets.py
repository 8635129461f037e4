"""Secrets come from the environment, and are repeated nowhere, in whatever form they are sent."""

from __future__ import annotations

import pytest

from generator.targets.faults import DeployFault
from generator.targets.secrets import Secrets

ENVIRON = {"TOKEN": "for-everybody", "HANDBILL_MY_MIRROR_TOKEN": " for-one-alone\n", "PIN": "123"}


def test_a_targets_own_variable_goes_first() -> None:
    assert Secrets("my.mirror", ENVIRON).get("TOKEN") == "for-one-alone"
    assert Secrets("live", ENVIRON).get("TOKEN") == "for-everybody"


def test_what_is_missing_is_named_with_both_names() -> None:
    with pytest.raises(DeployFault, match="no KEY") as caught:
        Secrets("my.mirror", ENVIRON).need("KEY")
    assert "HANDBILL_MY_MIRROR_KEY" in caught.value.hint


def test_a_secret_and_what_was_made_of_it_are_struck_out() -> None:
    secrets = Secrets("live", ENVIRON)
    token, pin = secrets.get("TOKEN"), secrets.get("PIN")
    header = secrets.hide(f"{token}{token}"[::-1])
    assert secrets.scrub(f"sent {token}, {header} and {pin}") == "sent …, … and 123"
