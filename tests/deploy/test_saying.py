"""A plan in words: what a signature's loss sounds like."""

from __future__ import annotations

import pytest

from generator.deploy.saying import planned
from generator.deploy.state import Standing, State
from generator.targets.plan import Plan


@pytest.mark.parametrize(
    ("removed", "told"), [(("SHA256SUMS.sig",), True), (("a.html",), False), ((), False)]
)
def test_a_signature_that_goes_is_told(removed: tuple[str, ...], told: bool) -> None:
    standing = Standing(State.OURS, {}, {})
    lines = "\n".join(planned("live", "there", standing, Plan((), (), removed, 0), forgets=False))
    assert ("its signature goes: SHA256SUMS.sig" in lines) is told
