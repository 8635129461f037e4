"""A page's front matter, as tolerant as writers need it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, model_validator

from generator.kinds.text import Text
from generator.kinds.values import (
    Corrected,
    Date,
    File,
    Flag,
    Id,
    LanguageTag,
    Line,
    Tag,
    one_or_many,
)


def _commas(value: object) -> object:
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


_ALSO_COMMAS = BeforeValidator(_commas, json_schema_input_type=tuple[Tag, ...] | str)
# For the schema alone: the mapping is taken apart before any field is looked at.
_ALSO_MAPPING = BeforeValidator(lambda said: said, json_schema_input_type=str | dict[str, str])


class FrontMatter(Corrected):
    """What a page says of itself; foreign keys are kept for templates as `extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)
    decisive = frozenset({"draft", "publish"})

    title: Line = ""
    description: Line = ""
    date: Date | None = None
    publish: Date | None = None
    expires: Date | None = None
    draft: Flag = False
    slug: Id = ""
    image: Annotated[File, _ALSO_MAPPING] = ""
    image_alt: Line = ""
    aliases: Annotated[tuple[Line, ...], one_or_many(Line)] = ()
    tags: Annotated[tuple[Tag, ...], _ALSO_COMMAS] = ()
    layout: Line = ""
    menu: Line = ""
    share: Text | None = None
    card: Flag = True
    lang: LanguageTag = ""

    @model_validator(mode="before")
    @classmethod
    def _picture_as_mapping(cls, values: Any) -> Any:
        """Other generators write `image: {path: …, alt: …}`."""
        image = values.get("image") if isinstance(values, dict) else None
        if not isinstance(image, dict):
            return values
        names = ("file", "path", "src", "feature", "url")
        file = next((image[name] for name in names if image.get(name)), "")
        return {"image_alt": image.get("alt", ""), **values, "image": file}
