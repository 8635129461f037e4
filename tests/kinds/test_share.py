from typing import Any

import pytest
from pydantic import ValidationError

from generator.kinds.campaign import Campaign
from generator.kinds.share import DEFAULT_NETWORKS, Share
from generator.kinds.text import Speech

SPEECH = Speech("en", ("en", "ar"))


def share(networks: Any) -> Share:
    return Share.model_validate({"networks": networks}, context=SPEECH)


@pytest.mark.parametrize(
    ("networks", "english", "arabic"),
    [
        ([], (), ()),
        ({"en": []}, (), DEFAULT_NETWORKS),
        ({"en": "x", "ar": []}, ("x",), ()),
        ({}, DEFAULT_NETWORKS, DEFAULT_NETWORKS),
        (["sms", "x", "sms"], ("sms", "x"), ("sms", "x")),
    ],
)
def test_an_empty_list_offers_nothing(
    networks: Any, english: tuple[str, ...], arabic: tuple[str, ...]
) -> None:
    made = share(networks)
    assert made.networks_in("en") == english
    assert made.networks_in("ar") == arabic


def test_without_a_word_a_good_dozen_is_offered() -> None:
    assert Share().networks_in("en") == DEFAULT_NETWORKS


def test_a_language_that_the_site_lacks_is_told() -> None:
    with pytest.raises(ValidationError, match="'fr' is no language of this site"):
        share({"fr": ["x"]})
    said = {"title": "T", "languages": ["en", "ar"], "hashtags": {"fr": ["Alep"]}}
    with pytest.raises(ValidationError, match="'fr' is no language of this site"):
        Campaign.model_validate(said, context=SPEECH)


def test_a_language_may_do_without_hashtags() -> None:
    said = {"title": "T", "languages": ["en", "ar"], "hashtags": {"en": ["SaveIt"], "ar": []}}
    campaign = Campaign.model_validate(said, context=SPEECH)
    assert campaign.hashtags_in("en") == ("SaveIt",)
    assert campaign.hashtags_in("ar") == ()
