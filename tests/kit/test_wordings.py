"""The words for a target: in whose language, and with the handle once."""

from __future__ import annotations

import pytest

from generator.kinds.action import Wording
from generator.kinds.text import Speech
from generator.kinds.values import Target
from generator.kit.wordings import posted, said, with_handle

SPEECH = Speech("en", ("en", "ar", "de"))


def target(**fields: object) -> Target:
    return Target.model_validate({"name": "Amina Example", **fields}, context=SPEECH)


def wording(**fields: object) -> Wording:
    return Wording.model_validate(fields, context=SPEECH)


@pytest.mark.parametrize(
    ("text", "handle", "made"),
    [
        ("Why not?", "@office", "Why not? @office"),
        ("Why not, @office?", "@office", "Why not, @office?"),
        ("Why not, @Office?", "@office", "Why not, @Office?"),
        ("Why not, @officers?", "@office", "Why not, @officers? @office"),
        ("a@office.example", "@office.example", "a@office.example @office.example"),
        ("لماذا؟ @office #Tag", "@office", "لماذا؟ @office #Tag"),
        ("Why?", "", "Why?"),
        ("Why?", "  ", "Why?"),
    ],
)
def test_a_handle_stands_in_a_post_once(text: str, handle: str, made: str) -> None:
    assert with_handle(text, handle) == made


def test_a_target_is_written_to_in_its_own_language_if_there_are_words() -> None:
    both = wording(body={"en": "Dear {name}", "ar": "{name} المحترمة"})
    one = target(name={"en": "Amina Example", "ar": "أمينة مثال"}, lang="ar")
    assert said(both, one, "en").body == "أمينة مثال المحترمة"
    assert said(both, one, "en").language == "ar"
    assert said(wording(body={"en": "Dear {name}"}), one, "ar").body == "Dear Amina Example"
    assert said(both, target(lang="de"), "ar").language == "ar"


def test_a_post_to_nobody_is_its_words() -> None:
    assert posted(wording(body="Hello [you]"), None, "en").body == "Hello [you]"
