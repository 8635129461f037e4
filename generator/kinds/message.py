"""A share message: words prepared for visitors to pass on."""

from typing import Annotated

from pydantic import Field, field_validator

from generator.kinds.share import ShareNetwork
from generator.kinds.text import Text, fault
from generator.kinds.values import File, Hashtag, Id, Line, Record, one_or_many


class Message(Record):
    """One message, with overrides for single networks."""

    id: Id
    text: Text
    networks: dict[ShareNetwork, Text] = Field(default_factory=dict)
    hashtags: Annotated[tuple[Hashtag, ...], one_or_many(Hashtag)] = ()
    page: Line = ""
    picture: File = ""
    picture_alt: Text | None = None

    @field_validator("text")
    @classmethod
    def _says_something(cls, text: Text) -> Text:
        if not text.words:
            fault("missing-key", "the message has no words", "write 'text: …'")
        return text
