"""What is known of each network: what was said, where, when it was read, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.kinds.share import ShareNetwork

Sure = Literal["read", "reported", "remembered"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, and the day on which it was read (ISO).

    `read`: in the network's own pages or code. `reported`: on somebody else's page. `remembered`:
    nobody has read it; what rests on it is no more than a guess.
    """

    what: str
    source: str
    sure: Sure
    read: str = "2026-11-21"


_X_COUNTING = "https://docs.x.com/fundamentals/counting-characters"
_X_RULES = "https://raw.githubusercontent.com/twitter/twitter-text/master/config/v3.json"
_X_INTENT = "https://docs.x.com/x-for-websites/post-button/guides/web-intent"
_SHAREON = "https://github.com/kytta/shareon"
_SHARIFF = "https://github.com/heiseonline/shariff"
_BUFFER = "https://developers.buffer.com/guides/character-limits"
_AYRSHARE = "https://www.ayrshare.com/docs/help-center/technical-support/character_limits"
_MASTODON = "https://github.com/mastodon/mastodon/blob/main/app/validators/"
_THREADS = "https://developers.facebook.com/documentation/threads/"
_LINE = "https://developers.line.biz/en/docs/"
_SMS = "https://doc.didww.com/sms/sms-trunks/technical-data/sms-encoding-reference.html"
_PREVIEW = "prefilled words are ignored; the preview comes from the page's own Open Graph tags"

FACTS: Mapping[ShareNetwork, tuple[Fact, ...]] = {
    "x": (
        Fact("intent/tweet takes text and url, percent-encoded", _X_INTENT, "read"),
        Fact("a post has 280 weighted characters, counted in NFC", _X_COUNTING, "read"),
        Fact("1 for U+0-10FF, 2000-200D, 2010-201F, 2032-2037; else 2", _X_RULES, "read"),
        Fact("every link counts 23, every emoji 2", _X_COUNTING, "read"),
    ),
    "facebook": (
        Fact("sharer.php takes u, the link, and nothing else", _SHARIFF, "reported"),
        Fact(_PREVIEW, "https://urleditor.online/", "reported"),
        Fact("a post has 63,206 characters", _AYRSHARE, "reported"),
    ),
    "whatsapp": (
        Fact("wa.me takes text; the link stands in it", "whatsapp-url-builder, README", "reported"),
        Fact(
            "businesses may send 4,096 characters; for people no limit is published",
            "https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages/",
            "read",
        ),
    ),
    "telegram": (
        Fact("share/url takes url and text", "https://core.telegram.org/widgets/share", "read"),
        Fact("without a page, words may stand as the url", "Telegram's apps", "remembered"),
        Fact("a message has 4,096 characters", "https://core.telegram.org/bots/api", "reported"),
        Fact(
            "characters are code points",
            "https://core.telegram.org/constructor/config",
            "remembered",
        ),
    ),
    "signal": (
        Fact(
            "no address opens a message; signal.me/#p/ shows a number",
            "https://shkspr.mobi/",
            "reported",
        ),
    ),
    "bluesky": (
        Fact(
            "intent/compose takes text; the link stands in it",
            "https://docs.bsky.app/docs/advanced-guides/intent-links",
            "read",
        ),
        Fact(
            "a post has 300 graphemes and 3,000 bytes, links in full",
            "https://app.unpkg.com/@atcute/bluesky@3.3.0/files/lib/limits.ts",
            "reported",
        ),
    ),
    "mastodon": (
        Fact(
            "every server has share?text=; words in the fragment reach no server",
            "https://blog.joinmastodon.org/2026/03/",
            "read",
        ),
        Fact(
            "500 graphemes unless a server sets more; links with https:// count 23, a mention "
            "counts without its server",
            _MASTODON + "status_length_validator.rb",
            "reported",
        ),
    ),
    "threads": (
        Fact("intent/post takes text and url", _THREADS + "threads-web-intents", "read"),
        Fact("a post has 500 characters; an emoji counts its bytes", _THREADS + "posts", "read"),
        Fact(
            "a post has one tag; further ones are plain words",
            "https://www.socialmediatoday.com/news/instagrams-implementing-new-limits-on-hashtag-use/808309/",
            "reported",
        ),
    ),
    "instagram": (
        Fact("no address opens a post; links in captions lead nowhere", _AYRSHARE, "reported"),
        Fact("a caption has 2,200 characters", _AYRSHARE, "reported"),
        Fact("characters are UTF-16 units", _BUFFER, "reported"),
        Fact(
            "five hashtags since December 2025; there were thirty",
            "https://www.socialmediatoday.com/news/instagrams-implementing-new-limits-on-hashtag-use/808309/",
            "reported",
        ),
    ),
    "tiktok": (
        Fact("no address opens a post", "TikTok's developer pages", "remembered"),
        Fact("2,200 characters under a video, 4,000 under a photo", _BUFFER, "reported"),
        Fact(
            "five hashtags since August 2025",
            "https://raw.githubusercontent.com/coreyhaines31/marketingskills/HEAD/skills/social/references/platform-limits.md",
            "reported",
        ),
    ),
    "linkedin": (
        Fact("share-offsite takes url and nothing else", _SHAREON, "reported"),
        Fact(_PREVIEW, _SHARIFF, "reported"),
        Fact("a post has 3,000 characters, counted in UTF-16 units", _BUFFER, "reported"),
    ),
    "reddit": (
        Fact("submit takes url and title", _SHAREON, "reported"),
        Fact(
            "a title has 300 characters",
            "https://docs.upload-post.com/resources/character-limits/",
            "reported",
        ),
    ),
    "line": (
        Fact(
            "lineit/share takes url and text",
            _LINE + "line-social-plugins/install-guide/using-line-share-buttons",
            "read",
        ),
        Fact(
            "on an iPhone the text was lost, and the link alone arrived",
            "https://zenn.dev/toono_f/scraps/58bbbc342638bb",
            "reported",
        ),
        Fact(
            "line.me/R/share takes text, on telephones only",
            _LINE + "line-login/using-line-url-scheme",
            "read",
        ),
    ),
    "vk": (Fact("share.php takes url and title", _SHAREON, "reported"),),
    "ok": (Fact("connect.ok.ru/offer takes url and title", _SHAREON, "reported"),),
    "viber": (
        Fact("viber://forward takes text, where the app is", _SHAREON, "reported"),
        Fact("200 characters were said to be the most; no page says so", "Viber", "remembered"),
    ),
    "threema": (
        Fact("threema://compose takes text, where the app is", _SHARIFF, "reported"),
        Fact(
            "a message has 3,500 bytes",
            "https://threema-ch.github.io/app-remote-protocol/model-capabilities.html",
            "read",
        ),
    ),
    "email": (
        Fact(
            "mailto takes subject and body; lines end with %0D%0A",
            "https://www.rfc-editor.org/rfc/rfc6068",
            "remembered",
        ),
        Fact(
            "webmail broke on long addresses",
            "https://github.com/defund12/defund12.org/pull/401",
            "reported",
        ),
    ),
    "sms": (
        Fact(
            "sms:?&body= suits telephones of both makes",
            "https://stackoverflow.com/questions/6480462",
            "reported",
        ),
        Fact(
            "160 characters of the GSM alphabet, or 70 as soon as one is not in it; 153 and 67 "
            "in each part of several",
            _SMS,
            "reported",
        ),
        Fact("{ } [ ] ~ ^ | \\ and the euro sign count twice", _SMS, "reported"),
    ),
}
