"""What templates print and choose."""

from markupsafe import Markup

from generator.render.speech import isolated, mosaic


def test_hashtags_and_handles_are_kept_apart() -> None:
    assert isolated("قال @amina عن #Aleppo.") == Markup(
        "قال <bdi>@amina</bdi> عن <bdi>#Aleppo</bdi>."
    )
    assert isolated("a@example.org & #1 <b>") == Markup("a@example.org &amp; #1 &lt;b&gt;")
    assert isolated("قال @amina-b@social.example.org.") == Markup(
        "قال <bdi>@amina-b@social.example.org</bdi>."
    )
    assert isolated("it's") == Markup("it&#39;s")


def test_a_mosaic_is_the_same_for_one_seed_and_covers_the_grid() -> None:
    assert mosaic("Example", 24, 4) == mosaic("Example", 24, 4)
    assert mosaic("Example", 24, 4) != mosaic("Another", 24, 4)
    assert sum(path.count("M") for path in mosaic("Example", 24, 4)) == 24 * 4
