"""Badge and banner for other people's sites: each a file that needs nothing but itself."""

from __future__ import annotations

from generator.model import Route
from generator.render.embeds import badge_view, banner_facts
from generator.render.stage import Stage

# Other people's pages may be in any encoding; a byte order mark outdoes what page or host say.
_UTF8 = b"\xef\xbb\xbf"


def badge(stage: Stage, route: Route) -> bytes:
    """The snippet of kit/badge-<lang>.txt; empty where there is nothing to ask for any more."""
    facts = badge_view(stage.speech)
    if facts is None:
        return b""
    return stage.env.get_template("kit/badge.html").render(facts=facts).strip().encode() + b"\n"


def banner(stage: Stage, route: Route) -> bytes:
    """The script of kit/banner-<lang>.js, without indentation: it has to be small."""
    source = stage.env.get_template("kit/banner.js").render(facts=banner_facts(stage.speech))
    lines = filter(None, (line.strip() for line in source.splitlines()))
    return _UTF8 + ("\n".join(lines) + "\n").encode()
