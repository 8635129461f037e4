"""How a campaign is passed on: which networks, in which order, and what is offered besides."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)

from generator.kinds.text import Text, fault, spoken
from generator.kinds.values import Date, Flag, Record, one_or_many

# Where a message may be shared, with words of its own if need be.
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

# What a campaign offers that does not choose: first what passes a link on to people one knows.
DEFAULT_NETWORKS: tuple[ShareNetwork, ...] = (
    "whatsapp",
    "telegram",
    "signal",
    "x",
    "facebook",
    "instagram",
    "bluesky",
    "mastodon",
    "threads",
    "linkedin",
    "reddit",
    "email",
    "sms",
)

NetworkList = Annotated[tuple[ShareNetwork, ...], one_or_many(ShareNetwork)]


def _by_language(value: object) -> object:
    return value if isinstance(value, dict) else {"": value}


def _spoken(value: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    """Refuses a list for a language that the site does not have: nobody would ever see it."""
    for code in filter(None, value):
        spoken(code, info.context, key=code)
    return value


# Behind a mapping of languages to lists, where '' stands for all languages.
SPOKEN = AfterValidator(_spoken)

_ALSO_NETWORKS = BeforeValidator(
    _by_language, json_schema_input_type=dict[str, NetworkList] | NetworkList
)


class Banner(Record):
    """A line for other people's sites, from one moment to another."""

    text: Text
    starts: Date | None = None
    ends: Date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts and self.starts.earliest >= self.ends.latest:
            fault("wrong-value", "the banner ends before it starts", "exchange the dates", "ends")
        return self


class Share(Record):
    """The `share` of site.yaml."""

    networks: Annotated[dict[str, NetworkList], _ALSO_NETWORKS, SPOKEN] = Field(
        default_factory=dict
    )
    safe_messages: Flag = False
    banner: Banner | None = None

    def networks_in(self, language: str) -> tuple[ShareNetwork, ...]:
        """The networks for a language, in the order in which they are shown, each once.

        An empty list is a choice, too: nothing is offered then.
        """
        chosen = self.networks.get(language, self.networks.get("", DEFAULT_NETWORKS))
        return tuple(dict.fromkeys(chosen))
