"""The forms in which each network writes the addresses of its posts, as a table of patterns."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.kinds.status_ids import mastodon_time, no_time, snowflake_time, tid_time, ulid_time


@dataclass(frozen=True, slots=True)
class Form:
    """One form of address: path and query, without the host.

    `canonical`, the address that the post keeps, and `scope`, within which its id is unique, are
    filled with the groups of `path` and with `host`. The group `handle` says who posted, `id` what.
    """

    network: str
    path: str
    canonical: str
    clock: Callable[[str], str] = no_time
    scope: str = ""


def _asked(name: str, value: str) -> str:
    """A pattern for a parameter that may stand anywhere in the query."""
    return rf"(?=(?:.*[&;])?{name}={value}(?:[&;]|\Z))"


_END = r"(?:[/?&].*)?"  # what may follow an id: /photo/1, ?s=20
_NUMBER = r"(?P<id>\d{1,25})"
_CODE = r"(?P<id>[\w-]+)"
_NAME = r"(?P<handle>[\w.]+)"


def _x(site: str) -> tuple[Form, ...]:
    status = rf"status(?:es)?/{_NUMBER}{_END}"
    paths = (
        (rf"/i/(?:web/)?{status}", "i/web/status/{id}"),
        (rf"/(?P<handle>\w{{1,20}})/{status}", "{handle}/status/{id}"),
        (rf"/{status}", "i/web/status/{id}"),
    )
    return tuple(Form("x", path, f"https://{site}/{to}", snowflake_time) for path, to in paths)


def _facebook() -> tuple[Form, ...]:
    ident = r"(?P<id>\d{1,25}|pfbid\w+)"
    page = r"/(?:pg/)?(?P<page>(?P<handle>[A-Za-z][\w.-]*)|[^/?]+)"
    group = r"/groups/(?P<group>[^/?]+)"
    # Words, or the set that a picture belongs to, may stand between the kind of a post and its id.
    own = rf"(?:(?!\d+/|pfbid)[^/?]+/)?{ident}{_END}"
    story = _asked("story_fbid", ident) + _asked("id", r"(?P<page>\d+|pfbid\w+)")
    paths = (
        (rf"{group}/(?:posts|permalink)/{own}", "groups/{group}/posts/{id}"),
        (rf"{group}/?\?{_asked('multi_permalinks', ident)}.*", "groups/{group}/posts/{id}"),
        (rf"/share/(?P<kind>[pvr])/{_CODE}{_END}", "share/{kind}/{id}/"),
        (rf"/reel/{_NUMBER}{_END}", "reel/{id}"),
        (rf"/(?:permalink|story)\.php\?{story}.*", "permalink.php?story_fbid={id}&id={page}"),
        (rf"/photo(?:\.php|/)?\?{_asked('fbid', ident)}.*", "photo/?fbid={id}"),
        (rf"/(?:watch(?:/live)?/?|video\.php)\?{_asked('v', ident)}.*", "watch/?v={id}"),
        (rf"{page}/posts/{own}", "{page}/posts/{id}"),
        (rf"{page}/photos/{own}", "photo/?fbid={id}"),
        (rf"{page}/videos/{own}", "{page}/videos/{id}"),
    )
    return tuple(Form("facebook", path, f"https://www.facebook.com/{to}") for path, to in paths)


def _instagram() -> tuple[Form, ...]:
    code = rf"(?!audio/|videos/){_CODE}{_END}"
    paths = (
        (rf"/share/(?P<kind>p|reel)/{_CODE}{_END}", "share/{kind}/{id}/"),
        (rf"/stories/(?!highlights/){_NAME}/{_NUMBER}{_END}", "stories/{handle}/{id}/"),
        (rf"/(?:{_NAME}/)?(?:p|reels?|tv)/{code}", "p/{id}/"),
    )
    return tuple(Form("instagram", path, f"https://www.instagram.com/{to}") for path, to in paths)


def _telegram() -> tuple[Form, ...]:
    # First parts of addresses that name no channel (core.telegram.org/api/links, read 2026-11).
    other = (
        "addemoji|addlist|addstickers|addstyle|addtheme|auction|auth|boost|call|confirmphone|contact"
        "|giftcode|invoice|joinchat|login|proxy|setlanguage|share|socks"
    )
    word = rf"(?!(?:{other})/)[A-Za-z]\w{{3,31}}"
    # A message in a topic has the topic's number before its own. A comment is its writer's.
    comment = rf"(?P<post>\d{{1,20}})/?\?{_asked('comment', _NUMBER)}.*"
    paths = (
        (rf"/c/(?P<channel>\d+)/(?:\d+/)?{_NUMBER}{_END}", "c/{channel}/{id}", "c/{channel}"),
        (
            rf"/(?:s/)?(?P<channel>{word})/(?:\d+/)?{comment}",
            "{channel}/{post}?comment={id}",
            "{channel}/{post}",
        ),
        (rf"/(?:s/)?(?P<handle>{word})/(?:\d+/)?{_NUMBER}{_END}", "{handle}/{id}", "{handle}"),
    )
    return tuple(
        Form("telegram", path, f"https://t.me/{to}", scope=scope) for path, to, scope in paths
    )


def _tiktok() -> tuple[Form, ...]:
    own = rf"/@{_NAME}/(?P<kind>video|photo)/{_NUMBER}{_END}"
    bare = rf"/(?:@/video|v|embed(?:/v2)?|player/v1)/{_NUMBER}(?:\.html)?{_END}"
    paths = (
        (own, "@{handle}/{kind}/{id}"),
        (bare, "@/video/{id}"),
        (rf"/t/{_CODE}{_END}", "t/{id}/"),
    )
    return tuple(Form("tiktok", path, f"https://www.tiktok.com/{to}") for path, to in paths)


def _youtube() -> tuple[Form, ...]:
    site = "https://www.youtube.com/"
    video = r"(?P<id>(?!videoseries|live_stream)[\w-]{11})"
    comment = _asked("v", r"(?P<video>[\w-]{11})") + _asked("lc", r"(?P<id>[\w.-]{10,})")
    return (
        Form("youtube", rf"/watch/?\?{comment}.*", site + "watch?v={video}&lc={id}"),
        Form("youtube", rf"/watch/?\?{_asked('v', video)}.*", site + "watch?v={id}"),
        Form("youtube", rf"/(?:shorts|live|embed|v)/{video}{_END}", site + "watch?v={id}"),
        Form("youtube", rf"/post/(?P<id>Ug[\w-]{{10,}}){_END}", site + "post/{id}"),
    )


def _reddit() -> tuple[Form, ...]:
    site = "https://www.reddit.com/"
    post = r"/comments/(?P<post>\w{1,12})/[^/?]*/(?P<id>\w{1,12})" + _END
    ident = r"(?P<id>\w{1,12})" + _END
    community = r"/r/(?P<community>\w+)"
    return (
        Form(
            "reddit",
            rf"(?:/(?:r|u|user)/[\w-]+)?{post}",
            site + "comments/{post}/comment/{id}/",
            scope="{post}",
        ),
        Form(
            "reddit",
            rf"/(?:u|user)/(?P<handle>[\w-]+)/comments/{ident}",
            site + "user/{handle}/comments/{id}/",
        ),
        Form("reddit", rf"{community}/comments/{ident}", site + "r/{community}/comments/{id}/"),
        Form("reddit", rf"/(?:comments|gallery)/{ident}", site + "comments/{id}/"),
        Form("reddit", rf"{community}/s/{ident}", site + "r/{community}/s/{id}"),
    )


def _bluesky() -> tuple[Form, ...]:
    who = r"(?P<handle>did:[a-z]+:[\w.:%-]+|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    path = rf"/profile/{who}/post/(?P<id>[\w.:~-]{{1,512}}){_END}"
    return (Form("bluesky", path, "https://bsky.app/profile/{handle}/post/{id}", tid_time),)


def _threads() -> tuple[Form, ...]:
    site = "https://www.threads.com/"
    return (
        Form("threads", rf"/@{_NAME}/post/{_CODE}{_END}", site + "@{handle}/post/{id}"),
        Form("threads", rf"/t/{_CODE}{_END}", site + "t/{id}"),
    )


def _federated() -> tuple[Form, ...]:
    """Mastodon's forms, and those of the servers that speak with it.

    The id of a copy of another server's post may tell when it arrived, so that it gives no time:
    Mastodon counts such posts by the clock when a relay brings them.
    """
    handle = r"(?P<handle>\w[\w.-]*)"
    remote = r"(?P<handle>\w[\w.-]*@\w[\w.-]*)"
    number = r"(?P<id>\d{15,25})" + _END  # shorter numbers are years and pages of blogs, too
    ulid = r"(?P<id>[0-7][0-9A-HJKMNP-TV-Z]{25})" + _END
    flake = r"(?P<id>[89A-P][0-9A-Za-z]{17})" + _END
    rows = (
        (rf"/(?:(?:web|deck)/)?@{handle}/{number}", "@{handle}/{id}", mastodon_time),
        (rf"/(?:(?:web|deck)/)?@{remote}/{number}", "@{handle}/{id}", no_time),
        (rf"/users/{handle}/statuses/{number}", "@{handle}/{id}", mastodon_time),
        (rf"/users/{handle}/statuses/{_NUMBER}{_END}", "users/{handle}/statuses/{id}", no_time),
        (rf"/(?:@|users/){handle}/statuses/{ulid}", "@{handle}/statuses/{id}", ulid_time),
        (rf"/web/statuses/{number}", "web/statuses/{id}", no_time),
        (rf"/notice/{flake}", "notice/{id}", no_time),  # Pleroma and Akkoma
        (rf"/p/{handle}/(?P<id>\d{{17,19}}){_END}", "p/{handle}/{id}", no_time),  # Pixelfed
    )
    return tuple(
        Form("mastodon", path, "https://{host}/" + to, clock, "{host}") for path, to, clock in rows
    )


def _short(network: str, canonical: str) -> tuple[Form, ...]:
    """Addresses that are nothing but a code."""
    return (Form(network, rf"/(?P<id>[\w-]{{3,}}){_END}", canonical),)


X = _x("x.com")
FEDERATED = _federated()
_VIDEO_ONLY = Form(
    "youtube", rf"/(?P<id>[\w-]{{11}}){_END}", "https://www.youtube.com/watch?v={id}"
)

# Hosts that write addresses like Mastodon's and are none, nor are the hosts below them.
_NOT_FEDERATED = frozenset([
    "about.me", "behance.net", "blogspot.com", "dev.to", "deviantart.com", "flickr.com",
    "github.com", "gitlab.com", "google.com", "hackernoon.com", "hashnode.com", "hashnode.dev",
    "hive.blog", "imgur.com", "kick.com", "ko-fi.com", "linkedin.com", "linktr.ee",
    "medium.com", "odysee.com", "patreon.com", "pinterest.com", "quora.com", "rumble.com",
    "snapchat.com", "soundcloud.com", "steemit.com", "substack.com", "telegra.ph", "tiktok.com",
    "tumblr.com", "twitch.tv", "vimeo.com", "vk.com", "warpcast.com", "weibo.com", "whatsapp.com",
    "wordpress.com", "youtube.com",
])  # fmt: skip


def may_be_federated(host: str) -> bool:
    """Whether a host may be a server that speaks with Mastodon's: it is none of the well-known."""
    parts = host.split(".")
    return _NOT_FEDERATED.isdisjoint(".".join(parts[start:]) for start in range(len(parts) - 1))


# By host, without www. and its like.
BY_HOST: dict[str, tuple[Form, ...]] = {
    "twitter.com": _x("twitter.com"),
    **dict.fromkeys(
        ("x.com", "xcancel.com", "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com"), X
    ),
    **dict.fromkeys(("facebook.com", "fb.com"), _facebook()),
    "fb.watch": _short("facebook", "https://fb.watch/{id}/"),
    **dict.fromkeys(("instagram.com", "instagr.am"), _instagram()),
    **dict.fromkeys(("threads.net", "threads.com"), _threads()),
    **dict.fromkeys(("t.me", "telegram.me", "telegram.dog"), _telegram()),
    "tiktok.com": _tiktok(),
    **dict.fromkeys(("vm.tiktok.com", "vt.tiktok.com"), _short("tiktok", "https://{host}/{id}/")),
    **dict.fromkeys(("youtube.com", "youtube-nocookie.com"), _youtube()),
    "youtu.be": (_VIDEO_ONLY,),
    "reddit.com": _reddit(),
    "redd.it": (
        Form("reddit", r"/(?P<id>\w{1,12})/?(?:\?.*)?", "https://www.reddit.com/comments/{id}/"),
    ),
    "bsky.app": _bluesky(),
}
