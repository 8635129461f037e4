"""A share message has something to say."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from generator.kinds.message import Message
from generator.kinds.text import Speech

SPEECH = Speech("en", ("en", "ar"))


@pytest.mark.parametrize("text", ["", "   ", {"en": " "}, {"en": "", "ar": "\t"}])
def test_a_message_without_words_is_refused(text: object) -> None:
    with pytest.raises(ValidationError, match="no words"):
        Message.model_validate({"id": "m", "text": text}, context=SPEECH)


def test_words_in_one_language_are_enough() -> None:
    made = Message.model_validate({"id": "m", "text": {"en": " ", "ar": "نص"}}, context=SPEECH)
    assert made.text.choose("en")[0] == "نص"
