"""Where a campaign is published: the targets below `deploy` in site.yaml, by what they go to."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Discriminator, Field, field_validator
from pydantic import Tag as UnionTag

from generator.kinds.text import fault, show
from generator.kinds.values import Address, Flag, Line, Record, one_or_many
from generator.problems import did_you_mean

# Who serves what was published: the host decides what headers, redirects and old releases there
# are. `check` guesses it from the target where nothing is said.
ServedBy = Literal[
    "",
    "github-pages",
    "gitlab-pages",
    "codeberg-pages",
    "netlify",
    "cloudflare-pages",
    "s3",
    "nginx",
    "apache",
    "caddy",
    "neocities",
    "onion",
]

_REMOTE = re.compile(
    r"(?:https?|ssh|git\+ssh|file)://[^\s]+|(?:[\w.-]+@)?[\w.-]+:(?!/)[^\s:]+|\.{0,2}/\S.*"
)
_BRANCH = re.compile(r"(?![/-])(?!.*(?:\.\.|//|@\{))[\w./-]*[\w-]")
_HOST = re.compile(r"(?!-)[\w.-]+|\[[0-9a-fA-F:.]+\]|[0-9a-fA-F:]+")
_USER = re.compile(r"(?!-)[\w.-]+")
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class Destination(Record):
    """What every target may say: its public address, who serves it, how many releases stay."""

    address: Address = ""
    served_by: ServedBy = ""
    keep: Annotated[int, Field(ge=0, le=50)] = 5


class ByFile(Destination):
    """A target that takes one file after another; what matches `leave` is none of our business."""

    leave: Annotated[tuple[Line, ...], one_or_many(Line)] = ()


class FolderTarget(Destination):
    """A folder of this machine, or of one that is mounted; relative to the campaign's."""

    to: Literal["folder"]
    path: Line


class ZipTarget(Destination):
    """One zip of the site; relative to the campaign's folder."""

    to: Literal["zip"]
    path: Line

    @field_validator("path")
    @classmethod
    def _is_zip(cls, path: str) -> str:
        if not path.casefold().endswith(".zip"):
            fault("wrong-value", f"{show(path)} is not the name of a zip", "end it with .zip")
        return path


class GitTarget(Destination):
    """A branch that a host shows as a site: GitHub, GitLab, Codeberg Pages, or one's own."""

    to: Literal["git"]
    remote: Line
    branch: Line = "gh-pages"
    domain: Line = ""

    @field_validator("remote")
    @classmethod
    def _plain_remote(cls, remote: str) -> str:
        without_secret(remote)
        if not _REMOTE.fullmatch(remote) or "::" in remote:
            hint = "use https://…, ssh://…, git@host:name/site.git, or a folder as /… or ../…"
            fault("bad-address", f"{show(remote)} is no address of a repository", hint)
        return remote

    @field_validator("branch")
    @classmethod
    def _plain_branch(cls, branch: str) -> str:
        return _like(_BRANCH, branch, "the name of a branch", "as in gh-pages")

    @field_validator("domain")
    @classmethod
    def _plain_domain(cls, domain: str) -> str:
        return domain and _like(_DOMAIN, domain, "a domain", "as in campaign.example.org")


class SshTarget(ByFile):
    """A folder of a server that is reached over SSH."""

    to: Literal["ssh"]
    host: Line
    path: Line
    user: Line = ""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    in_place: Flag = False
    over: Literal["auto", "rsync", "sftp"] = "auto"

    @field_validator("host")
    @classmethod
    def _plain_host(cls, host: str) -> str:
        return _like(_HOST, host, "the name of a server", "name the user below 'user'")

    @field_validator("user")
    @classmethod
    def _plain_user(cls, user: str) -> str:
        return user and _like(_USER, user, "the name of a user", "use letters and digits")

    @field_validator("path")
    @classmethod
    def _plain_path(cls, path: str) -> str:
        if path.strip("/.~") == "" or ".." in path.split("/") or path.startswith("-"):
            hint = "name a folder for this site alone, as in /srv/www/campaign"
            fault("wrong-value", f"{show(path)} cannot be the site's folder", hint)
        return path


class S3Target(ByFile):
    """A bucket of S3, of a store that speaks like it, of Google's or of Azure's."""

    to: Literal["s3"]
    url: Line
    endpoint: Address = ""
    region: Line = ""

    @field_validator("url")
    @classmethod
    def _bucket(cls, url: str) -> str:
        without_secret(url)
        if not re.fullmatch(r"(?:s3|gs|az)://[$\w.-]+(?:/[\w./-]*)?", url) or "/../" in f"{url}/":
            hint = "write it as s3://bucket or s3://bucket/folder; gs:// and az:// work too"
            fault("bad-address", f"{show(url)} is no bucket", hint)
        return url

    @field_validator("endpoint")
    @classmethod
    def _open_endpoint(cls, endpoint: str) -> str:
        return without_secret(endpoint)


class NetlifyTarget(Destination):
    """A site at Netlify, by its id or its name there."""

    to: Literal["netlify"]
    site: Line
    api: Address = "https://api.netlify.com/api/v1/"

    @field_validator("site")
    @classmethod
    def _plain_site(cls, site: str) -> str:
        return _like(re.compile(r"[\w.-]+"), site, "a site's id", "it stands in its settings")


class NeocitiesTarget(ByFile):
    """A site at Neocities; the key tells which."""

    to: Literal["neocities"]
    api: Address = "https://neocities.org/api/"


class WebdavTarget(ByFile):
    """A folder that is reached by WebDAV."""

    to: Literal["webdav"]
    url: Address

    @field_validator("url")
    @classmethod
    def _open_url(cls, url: str) -> str:
        return without_secret(url)


def own_variable(target: str, variable: str) -> str:
    """The name of a variable of the environment that is meant for one target alone."""
    return f"HANDBILL_{re.sub(r'[^0-9A-Za-z]', '_', target).upper()}_{variable}"


def without_secret(address: str) -> str:
    """The address; refused where it holds a password, which site.yaml would give away."""
    parts = urlsplit(address) if "://" in address else None
    if parts and "@" in parts.netloc and ":" in parts.netloc.rpartition("@")[0]:
        hint = "take it out, change it at the host, and give the new one by the environment"
        fault("wrong-value", "a password stands in this address, for all to read", hint)
    return address


def _like(form: re.Pattern[str], value: str, what: str, hint: str) -> str:
    if not form.fullmatch(value):
        fault("wrong-value", f"{show(value)} cannot be {what}", hint)
    return value


# By the mark that a choice between records adds to a mistake's place: no key of a file looks so.
CHOSEN: Mapping[str, type[Destination]] = {
    "to=folder": FolderTarget,
    "to=zip": ZipTarget,
    "to=git": GitTarget,
    "to=ssh": SshTarget,
    "to=s3": S3Target,
    "to=netlify": NetlifyTarget,
    "to=neocities": NeocitiesTarget,
    "to=webdav": WebdavTarget,
}
_KINDS = tuple(mark.removeprefix("to=") for mark in CHOSEN)


def _chosen(value: Any) -> str:
    return "to=" + str(value.get("to") if isinstance(value, dict) else value.to)


def _is_one(value: Any) -> Any:
    """Refuses what names no target that we know, before it is held against any."""
    if isinstance(value, Destination):
        return value
    if not isinstance(value, dict):
        fault("wrong-type", f"this must be keys with values; you wrote {show(value)}", _ADD_TO)
    if "to" not in value:
        fault("missing-key", "'to' is missing", _ADD_TO)
    said = str(value["to"])
    if said not in _KINDS:
        hint = did_you_mean(said, _KINDS, f"one of: {', '.join(_KINDS)}")
        fault("wrong-value", f"{show(said)} is no kind of target", hint, "to")
    return value


_ADD_TO = f"add 'to: …', one of {', '.join(_KINDS)}"

Deployment = Annotated[
    Annotated[FolderTarget, UnionTag("to=folder")]
    | Annotated[ZipTarget, UnionTag("to=zip")]
    | Annotated[GitTarget, UnionTag("to=git")]
    | Annotated[SshTarget, UnionTag("to=ssh")]
    | Annotated[S3Target, UnionTag("to=s3")]
    | Annotated[NetlifyTarget, UnionTag("to=netlify")]
    | Annotated[NeocitiesTarget, UnionTag("to=neocities")]
    | Annotated[WebdavTarget, UnionTag("to=webdav")],
    Discriminator(_chosen),
    BeforeValidator(_is_one),
]
