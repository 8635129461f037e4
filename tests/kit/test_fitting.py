import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.share import ShareNetwork
from generator.kit.counting import count
from generator.kit.fitting import fits, fits_all
from generator.kit.networks import NETWORKS

LINK = "https://example.org/"
PIECES = st.sampled_from(["a" * 60, "ح" * 50, "👍" * 40, "שּׁ" * 30, "a.co ", "日本" * 20, "\n", "é"])


@pytest.mark.parametrize("name", [n for n, one in NETWORKS.items() if one.prefills == "text"])
@given(text=st.lists(PIECES, min_size=1, max_size=12).map("".join))
def test_no_text_is_settled_otherwise_than_by_counting(name: ShareNetwork, text: str) -> None:
    network = NETWORKS[name]
    assert fits(text, LINK, network) == (not count(f"{text}\n{LINK}", network).over)


@pytest.mark.parametrize(
    ("name", "text", "fitting"),
    [
        ("x", "a" * 256, True),
        ("x", "a" * 257, False),
        ("x", "a.co " * 12, False),  # counts 24 each
        ("x", "👍" * 128, True),  # each counts 2
        ("x", "👍" * 129, False),
        ("x", "\ufb2c" * 90, False),  # NFC makes three of each
        ("threads", "👍" * 130, False),  # each counts 4
        ("threema", "ح" * 1_740, False),
        ("bluesky", "ح" * 279, True),
        ("bluesky", "ح" * 280, False),
        ("reddit", "a" * 300, True),  # the link counts nothing there
        ("reddit", "a" * 301, False),
        ("facebook", "a" * 70_000, True),  # takes the link alone
        ("whatsapp", "a" * 70_000, True),
        ("sms", "a" * 2_000, True),
    ],
)
def test_the_edges(name: ShareNetwork, text: str, fitting: bool) -> None:
    assert fits(text, LINK, NETWORKS[name]) is fitting


@given(st.lists(PIECES, min_size=1, max_size=5).map("".join))
def test_what_fits_all_fits_each(text: str) -> None:
    if fits_all(text, LINK, 280):
        assert all(fits(text, LINK, network) for network in NETWORKS.values())


def test_ordinary_words_fit_all() -> None:
    assert fits_all("At least 200 people killed", LINK, 280)
    assert fits_all("ح" * 60, LINK, 280)
    assert not fits_all("a.co", LINK, 280)
