"""What templates print and choose."""

from types import SimpleNamespace

from markupsafe import Markup

from generator.kinds.figure import Figure
from generator.kinds.text import Speech as Languages
from generator.render.speech import Speech, isolated, mosaic


def figure(ident: str, *differs: str) -> Figure:
    values = {"id": ident, "value": "1", "what": "x", "differs_from": list(differs)}
    return Figure.model_validate(values, context=Languages())


def test_hashtags_and_handles_are_kept_apart() -> None:
    assert isolated("قال @amina عن #Aleppo.") == Markup(
        "قال <bdi>@amina</bdi> عن <bdi>#Aleppo</bdi>."
    )
    assert isolated("a@example.org & #1 <b>") == Markup(
        "a@example.org &amp; <bdi>#1</bdi> &lt;b&gt;"
    )
    assert isolated("it's") == Markup("it&#39;s")


def test_figures_that_disagree_come_together() -> None:
    a, b, c = figure("a", "c"), figure("b"), figure("c")
    pairs = Speech.pairs(SimpleNamespace(), [a, b, c])  # type: ignore[arg-type]
    assert [[one.id for one in group] for group in pairs] == [["a", "c"], ["b"]]


def test_a_mosaic_is_the_same_for_one_seed_and_covers_the_grid() -> None:
    assert mosaic("Example", 24, 4) == mosaic("Example", 24, 4)
    assert mosaic("Example", 24, 4) != mosaic("Another", 24, 4)
    assert sum(path.count("M") for path in mosaic("Example", 24, 4)) == 24 * 4
