"""A share message: words prepared for visitors to pass on."""

from typing import Annotated, Literal

from pydantic import Field

from generator.kinds.text import Text
from generator.kinds.values import File, Hashtag, Id, Line, Record, one_or_many

# Where a message may be shared with words of its own.
ShareNetwork = Literal[
    "x",
    "facebook",
    "whatsapp",
    "telegram",
    "signal",
    "bluesky",
    "mastodon",
    "threads",
    "instagram",
    "tiktok",
    "linkedin",
    "reddit",
    "line",
    "vk",
    "ok",
    "viber",
    "threema",
    "email",
    "sms",
]


class Message(Record):
    """One message, with overrides for single networks."""

    id: Id
    text: Text
    networks: dict[ShareNetwork, Text] = Field(default_factory=dict)
    hashtags: Annotated[tuple[Hashtag, ...], one_or_many(Hashtag)] = ()
    page: Line = ""
    picture: File = ""
    picture_alt: Text | None = None
