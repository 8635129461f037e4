"""Root hashes as people read them aloud and write them down."""

from __future__ import annotations

import pytest

from generator.problems import EnvironmentFault
from generator.verify.root import heard, is_same
from generator.write.manifest import spoken

ROOT = "63e3e9ffd36e9efd7f08eb0b1c567cebaee093ba79f2325e2e1abffa46622bbb"
SAID = spoken(ROOT)


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        SAID.replace("-", " "),
        SAID.replace("-", ""),
        " ".join(SAID.replace("-", "")),
        SAID.replace("-", " – "),
        f"\u2066{SAID}\u2069\n",
        SAID.translate({ord("0") + n: ord("٠") + n for n in range(10)}),
        SAID.translate({ord("0") + n: ord("۰") + n for n in range(10)}).replace("-", "، "),
        ROOT,
        ROOT.upper(),
        f"{ROOT[:32]} {ROOT[32:]}",
    ],
)
def test_any_spelling_of_it_is_it(said: str) -> None:
    assert is_same(heard(said), ROOT)


@pytest.mark.parametrize("said", [SAID[:-1] + "0", SAID[::-1], "0" * 25, "0" * 64, ROOT[:-1] + "a"])
def test_another_one_is_not(said: str) -> None:
    assert not is_same(heard(said), ROOT)


@pytest.mark.parametrize(
    "said", ["", "hello", SAID[:-1], f"{SAID}1", ROOT[:-1], "²" * 25, ROOT * 2]
)
def test_what_cannot_be_one_is_refused(said: str) -> None:
    with pytest.raises(EnvironmentFault, match="no root hash") as caught:
        heard(said)
    assert "25 digits" in caught.value.hint
