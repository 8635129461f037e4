"""Configurations of web servers for a campaign, written from the templates of hosts/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jinja2 import TemplateError

from generator.problems import EnvironmentFault, Problem
from generator.render import Stages
from generator.render.book import Book
from generator.render.metadata import policy
from generator.render.offline import offered
from generator.render.recipes import SiteFiles
from generator.render.slips import SLIPS, problem_of
from generator.render.stage import Stage
from generator.urls import absolute

SERVERS: Mapping[str, bool] = {
    "nginx": True,
    "apache": True,
    "caddy": True,
    "s3": True,
    "cloudflare": True,
    "netlify": True,
    "onion": False,
}
"""What a configuration can be written for, and whether readers come to it over the web.

An onion service has no certificate, so nothing may send its readers to https://.
"""

# A configuration is code: in it stands no sign of an address that could end a word.
_HOST = re.compile(r"[\w.-]+")
_BASE = re.compile(r"/(?:[\w.~-]+/)*")
_ONION = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~%/-]*)?")
_FOLDER = re.compile(r"[^\"';{}$\\\x00-\x1f]+")
_NO_ADDRESS = "campaign.example.org"


class Hosting(SiteFiles):
    """What configurations are written from: names and paths that cannot be taken for commands."""

    def __init__(self, stage: Stage, server: str, folder: Path | None) -> None:
        super().__init__(stage)
        self._server = server
        self.folder = _fitting(_FOLDER, str(folder.resolve())) if folder else ""
        campaign = stage.book.site.campaign
        self._parts = urlsplit(absolute(campaign.url or f"https://{_NO_ADDRESS}", ""))
        self.onion = _fitting(_ONION, campaign.onion.rstrip("/")) if campaign.onion else ""

    @property
    def host(self) -> str:
        """The name in the site's address; of a site without one, a name to put another for."""
        return _fitting(_HOST, self._parts.hostname or "")

    @property
    def name(self) -> str:
        """A name for this among others on one server, of Latin letters and digits."""
        whole = f"{self.host}{self.match_base}{'' if SERVERS[self._server] else self._server}"
        return re.sub(r"[^a-z0-9]+", "_", whole.lower()).strip("_")

    @property
    def match_base(self) -> str:
        """The path of the site on its host as servers compare it, without percent signs."""
        return _fitting(_BASE, unquote(self.base))

    @property
    def pattern_base(self) -> str:
        return re.escape(self.match_base)


def _fitting(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        raise EnvironmentFault(
            f"'{text}' cannot stand in a server's configuration",
            "use letters, digits, dots and hyphens in the addresses of site.yaml",
        )
    return text


def configuration(book: Book, server: str, folder: Path | None = None) -> str | Problem:
    """The whole configuration of one of SERVERS, or what is wrong with its template.

    With a `folder` it is nginx's alone and serves that, on this machine and without TLS. Raises
    EnvironmentFault where an address of the campaign cannot stand in one.
    """
    stages = Stages(book)
    stage = stages.stage("")
    https = SERVERS[server] and not folder and not book.site.campaign.url.startswith("http://")
    try:
        return stage.env.get_template(f"hosts/{'local' if folder else server}.conf").render(
            site=stage.site,
            lang=stage.lang,
            book=Hosting(stage, server, folder),
            csp=policy(headers=True, https=https, offline=offered(book)),
        )
    except (TemplateError, *SLIPS) as error:
        if len(book.theme.folders) == 1:
            raise
        return problem_of(error, book.theme, stage.env)
