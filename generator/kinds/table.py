"""The table of kinds: a new content type is one module, its templates, and a row here."""

from dataclasses import dataclass

from generator.kinds.action import Action
from generator.kinds.figure import Figure
from generator.kinds.message import Message
from generator.kinds.post import Post
from generator.kinds.statement import Statement
from generator.kinds.timeline import Timeline
from generator.kinds.values import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry that is kept in YAML.

    `folder` names content/<folder>.yaml and content/<folder>/*.yaml; `directives` are the `:::`
    names whose references are looked up here; `page` and `listing` are the layouts of an entry's
    own page and of the page that lists them all, with the output folder or name of each.
    """

    name: str
    model: type[Record]
    folder: str
    directives: tuple[str, ...] = ()
    page: str = ""
    page_folder: str = ""
    listing: str = ""
    listing_name: str = ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("post", Post, "posts", ("post", "posts"), "voice", "voices", "voices", "voices"),
        Kind(
            "timeline",
            Timeline,
            "timeline",
            ("timeline", "timelines"),
            "timeline",
            "timeline",
            "timelines",
            "timelines",
        ),
        Kind("figure", Figure, "figures", ("figure", "figures"), "", "", "figures", "figures"),
        Kind(
            "statement",
            Statement,
            "statements",
            ("statement", "statements"),
            "",
            "",
            "statements",
            "statements",
        ),
        Kind(
            "action",
            Action,
            "actions",
            ("action", "actions"),
            "",
            "",
            "take-action",
            "take-action",
        ),
        Kind("message", Message, "share"),
    )
}
