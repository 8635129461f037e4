"""What is asked for when posts are added: which of them, under what name, in which file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.kinds.permalink import recognise
from generator.ledger.edit import EditFault
from generator.ledger.kept import POSTS, Kept, whereabouts
from generator.ledger.record import Found
from generator.ledger.veil import Veil
from generator.model import Source
from generator.problems import EnvironmentFault, Place, Problem, did_you_mean
from generator.read.parse import kind_of
from generator.urls import RESERVED_NAMES

# More posts at once are nearly always a mistake: somebody's whole archive.
MOST = 20

CHOOSE = "choose with --only ID, or --limit NUMBER"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for: an empty value leaves the choice to us, and 0 takes all."""

    id: str = ""
    file: str = ""
    protect: str = ""
    consent: str = ""
    source: str = ""
    only: tuple[str, ...] = ()
    limit: int = 0

    @property
    def hides(self) -> bool:
        return self.protect not in ("", "nothing")


def chosen(found: Sequence[Found], wishes: Wishes) -> Sequence[Found]:
    """The posts that are wanted. Raises EnvironmentFault where one is missing, or all are many."""
    wanted = set(wishes.only)
    if wanted:
        named = [(post, _names(post) & wanted) for post in found]
        missing = wanted - {name for _, names in named for name in names}
        if missing:
            which = "a number or address of --only" if wishes.hides else f"'{min(missing)}'"
            message = f"no post with the number or address {which} is in there"
            raise EnvironmentFault(message, "see what is: --dry-run")
        found = [post for post, names in named if names]
    if wishes.limit:
        return found[: wishes.limit]
    if len(found) > MOST and not wanted:
        raise EnvironmentFault(f"{len(found):,} posts are more than can be looked after", CHOOSE)
    return found


def _names(post: Found) -> set[str]:
    link = recognise(post.url)
    return {post.url, link.id, link.canonical} if link else {post.url}


def check(kept: Kept, wishes: Wishes, own: Veil) -> None:
    """Whether all can be met; `own` is over what the new records hide.

    Raises EditFault for names that tell it, which are not repeated, and EnvironmentFault.
    """
    path = in_content(kept, wishes.file) if wishes.file else ""
    telling = {"--id": own.tells(wishes.id), "--file": own.path(path) != path}
    if any(telling.values()):
        raise EditFault([_TELLING[option] for option, tells in telling.items() if tells])
    if wishes.source and wishes.source not in kept.campaign.sources:
        hint = did_you_mean(wishes.source, kept.campaign.sources, "add it to 'sources' there")
        raise EnvironmentFault(f"site.yaml has no source '{wishes.source}'", hint)
    if wishes.protect == "words":
        hint = "add it with --protect name; 'handbill post protect' then says what to write"
        raise EnvironmentFault("a post without its words needs a paraphrase of yours first", hint)
    if wishes.id:
        _check_free(kept, wishes)


_TELLING = {
    option: Problem(
        "hidden-in-name",
        f"the {what} gives away somebody whom '--protect' hides",
        Place(option),
        f"name it after what is said, or leave '{option}' away",
    )
    for option, what in (("--id", "id"), ("--file", "name of the file"))
}


def _check_free(kept: Kept, wishes: Wishes) -> None:
    if wishes.id in kept.documents:
        place = kept.veil().path(str(whereabouts(kept.documents[wishes.id], "id")))
        hint = "choose another id, or leave --id away"
        raise EnvironmentFault(f"there is a post '{wishes.id}' already: {place}", hint)
    if not wishes.file and is_taken(kept, wishes.id):
        hint = "choose another id, or a list to add it to: --file"
        raise EnvironmentFault(f"there is a file '{wishes.id}.yaml' already", hint)
    if wishes.id.startswith(".") or wishes.id.split(".")[0].casefold() in RESERVED_NAMES:
        raise EnvironmentFault(f"no file can be named '{wishes.id}'", "choose another id")


def is_taken(kept: Kept, name: str) -> bool:
    """Whether a file of posts has that name; on some disks case does not count."""
    stems = {Path(path).stem.casefold() for path in kept.files}
    return name.casefold() in stems or (kept.root / f"content/posts/{name}.yaml").exists()


def in_content(kept: Kept, file: str) -> str:
    """A file of posts by its path from the site's root, as written from there or from here.

    Raises EnvironmentFault, which does not repeat the path: it may name whom a post hides.
    """
    for start in (Path.cwd(), kept.root):
        whole = (start / file).resolve()
        if whole.is_relative_to(kept.root):
            path = whole.relative_to(kept.root).as_posix()
            hidden = any(part.startswith(".") for part in path.split("/"))
            in_content = path.startswith("content/") and not hidden
            if in_content and kind_of(Source(path, whole)) is POSTS:
                return path
    hint = "name one below content/posts/, as in content/posts/kept.yaml"
    raise EnvironmentFault("posts are not read from the file that --file names", hint)
