"""A share message: words prepared for visitors to pass on."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.kinds.values import File, Hashtag, Id, Line, Record, Text, as_list


class Message(Record):
    """One message, with overrides for single networks."""

    id: Id
    text: Text
    networks: dict[str, Text] = Field(default_factory=dict)
    hashtags: Annotated[tuple[Hashtag, ...], BeforeValidator(as_list)] = ()
    page: Line = ""
    picture: File = ""
    picture_alt: Text | None = None
