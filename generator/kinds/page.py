"""A page's front matter, as tolerant as writers need it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, model_validator

from generator.kinds.values import Date, File, Flag, Id, Line, Record, Tag, Text, as_list


class Correction(Record):
    """What was wrong on a page, and since when it is right."""

    date: Date
    text: Text


def _commas(value: object) -> object:
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class FrontMatter(Record):
    """What a page says of itself; foreign keys are kept for templates as `extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    title: Line = ""
    description: Line = ""
    date: Date | None = None
    publish: Date | None = None
    expires: Date | None = None
    draft: Flag = False
    slug: Id = ""
    image: File = ""
    image_alt: Line = ""
    aliases: Annotated[tuple[Line, ...], BeforeValidator(as_list)] = ()
    tags: Annotated[tuple[Tag, ...], BeforeValidator(_commas)] = ()
    layout: Line = ""
    menu: Line = ""
    share: Text | None = None
    corrections: tuple[Correction, ...] = ()
    lang: Line = ""

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
