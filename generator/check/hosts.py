"""What the hosts of a campaign's targets can do, and what they cannot that the site relies on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator.check.finished import Finished
from generator.problems import Place, Problem

_MB = 1_000_000

# What Neocities takes of sites that are not paid for, as its published source has it (read
# 2026-11-21); names without an ending are not among it.
_NEOCITIES = frozenset(
    ".apng .asc .atom .avif .bin .css .csv .dae .eot .epub .geojson .gif .gltf .gpg .htm .html "
    ".ico .jpeg .jpg .js .json .key .kml .knowl .less .manifest .map .markdown .md .mf .mid .midi "
    ".mtl .obj .opml .osdx .otf .pdf .pgp .pls .png .rdf .rss .sass .scss .svg .text .toml .tsv "
    ".ttf .txt .webapp .webmanifest .webp .woff .woff2 .xcf .xml .yaml .yml".split()
)

# Settings for servers: nobody misses them on a host that leaves them out.
FOR_HOSTS = frozenset({"_headers", "_redirects", ".htaccess", ".nojekyll"})


@dataclass(frozen=True, slots=True)
class Host:
    """What a host can do, as its documentation says; `name` is what people call it.

    `headers` is where it reads a site's own headers from: a file of the site, a configuration, or
    nowhere (''). `redirects` likewise. `own_404`: 404.html is what readers get for what is not
    there. `whole`: a release becomes live in one step. `hides`: it does not give away files that
    begin with a dot. `takes_home_away`: index.html can be deleted. `remains` is where older
    versions stay when they have been taken down. Limits are None where there are none that a
    campaign would come to.
    """

    name: str
    headers: str = ""
    redirects: str = ""
    own_404: bool = True
    whole: bool = True
    hides: bool = True
    takes_home_away: bool = True
    remains: str = ""
    endings: frozenset[str] | None = None
    most_files: int | None = None
    most_bytes: int | None = None
    largest: int | None = None


_BACKUPS = "whatever backups there are of it"
_CONFIGURED = "configuration"
_HISTORY = "the repository, for whoever knows an older commit's name"

# From the hosts' documentation, read 2026-11-21: GitHub Pages limits; GitLab Pages (headers:
# gitlab-pages issue 50, limits: gitlab issue 405048); git-pages, which Codeberg runs, with the few
# headers that it lets through; Cloudflare Pages limits and headers.
HOSTS: Mapping[str, Host] = {
    "github-pages": Host(
        "GitHub Pages", hides=False, remains=_HISTORY, most_bytes=1000 * _MB, largest=100 * _MB
    ),
    "gitlab-pages": Host(
        "GitLab Pages",
        redirects="_redirects",
        hides=False,
        remains=_HISTORY,
        most_files=200_000,
        most_bytes=1000 * _MB,
    ),
    "codeberg-pages": Host("Codeberg Pages", redirects="_redirects", hides=False, remains=_HISTORY),
    "netlify": Host(
        "Netlify", headers="_headers", redirects="_redirects", remains="its list of deploys"
    ),
    "cloudflare-pages": Host(
        "Cloudflare Pages",
        headers="_headers",
        redirects="_redirects",
        remains="its list of deployments, each with an address of its own",
        most_files=20_000,
        largest=25 * 1024 * 1024,
    ),
    "s3": Host("S3", whole=False, hides=False, remains="older versions, if the bucket keeps them"),
    "nginx": Host("nginx", _CONFIGURED, _CONFIGURED, remains=_BACKUPS),
    "apache": Host("Apache", ".htaccess", ".htaccess", remains=_BACKUPS),
    "caddy": Host("Caddy", _CONFIGURED, _CONFIGURED, remains=_BACKUPS),
    "onion": Host("An onion service", _CONFIGURED, _CONFIGURED, remains=_BACKUPS),
    "neocities": Host(
        "Neocities",
        own_404=False,
        whole=False,
        takes_home_away=False,
        remains="archives that it offers of its sites",
        endings=_NEOCITIES,
        most_bytes=1000 * _MB,
    ),
    "webdav": Host("WebDAV", whole=False, hides=False, remains=_BACKUPS),
}

_REMOTE_HOST = re.compile(r"(?:[a-z+]+://)?(?:[^@/]*@)?([^:/]+)")
_REPOSITORIES = {
    "github.com": "github-pages",
    "gitlab.com": "gitlab-pages",
    "codeberg.org": "codeberg-pages",
}
# Who serves what was put there, where the way there tells it; of the others only 'served_by' does.
_BY_WAY = {"s3": "s3", "netlify": "netlify", "neocities": "neocities", "webdav": "webdav"}


def host_of(settings: Any) -> str:
    """The name in HOSTS of who serves a target, by what it says; '' where nothing tells."""
    if settings.served_by:
        return str(settings.served_by)
    if settings.to == "git":
        remote = _REMOTE_HOST.match(settings.remote)
        return _REPOSITORIES.get(remote[1].lower(), "") if remote else ""
    return _BY_WAY.get(settings.to, "")


def check(finished: Finished) -> Iterator[Problem]:
    """What the host of a target cannot do that the site relies on; all else is left unsaid."""
    for target, settings in finished.site.campaign.deploy.items():
        host = HOSTS.get(host_of(settings))
        for message, hint in _limits(host, finished) if host else ():
            yield Problem("host-limit", f"deploy.{target}: {message}", Place("site.yaml"), hint)


def _limits(host: Host, finished: Finished) -> Iterator[tuple[str, str]]:
    if not host.headers:
        yield (
            f"{host.name} sends no headers that a site asks for: others can show its pages in a "
            "frame, and browsers may guess what sort of file they get",
            "the policy inside of each page still holds; docs/deploy.md says who sends headers",
        )
    if not host.own_404:
        yield (
            f"{host.name} does not show 404.html for what is not there",
            "readers of an old link see the host's own page; give pages aliases when they move",
        )
    yield from _types(host, finished)
    yield from _sizes(host, finished)


def _types(host: Host, finished: Finished) -> Iterator[tuple[str, str]]:
    if host.endings is None:
        return
    named = (PurePosixPath(path) for path in finished.outputs if path not in FOR_HOSTS)
    left_out = [path for path in named if path.suffix.lower() not in host.endings]
    if left_out:
        sorts = sorted({path.suffix or path.name for path in left_out})
        yield (
            f"{host.name} takes some files of paying sites only: {', '.join(sorts)}",
            "nothing is published while they are there: take them out, or pay for the site",
        )


def _sizes(host: Host, finished: Finished) -> Iterator[tuple[str, str]]:
    sizes = {path: len(data) for path, data in finished.outputs.items()}
    if host.most_files is not None and len(sizes) > host.most_files:
        counted = f"{len(sizes):,} files, and {host.name} takes {host.most_files:,}"
        yield (f"the site has {counted}", "choose another host, or leave pages out")
    if host.most_bytes is not None and sum(sizes.values()) > host.most_bytes:
        whole = f"{_mb(sum(sizes.values()))}, and {host.name} takes {_mb(host.most_bytes)}"
        yield (f"the site has {whole}", "choose another host, or smaller pictures")
    path, size = max(sizes.items(), key=lambda item: item[1], default=("", 0))
    if host.largest is not None and size > host.largest:
        most = f"{_mb(size)}, and {host.name} takes files up to {_mb(host.largest)}"
        yield (f"{path} has {most}", "choose another host, or make it smaller")


def _mb(size: int) -> str:
    return f"{size / _MB:,.0f} MB"
