"""The clock's reckoning: what is over by the reader's clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scripts import answers

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC).timestamp() * 1000


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        ("2026-06-30T11:59:59.999Z", True),
        ("2026-06-30T12:00:00.000Z", False),
        ("2026-06-30T23:59:59.999Z", False),
        ("2026-06-29T23:59:59.999Z", True),
        ("9999-12-31T23:59:59.999Z", False),
        ("0001-01-01T00:00:00.000Z", True),
        ("", False),
        ("soon", False),
        (None, False),
    ],
)
def test_only_what_has_a_moment_is_ever_over(moment: str | None, over: bool) -> None:
    assert answers("clock.js", ("isOver", [moment, NOW])) == [over]
