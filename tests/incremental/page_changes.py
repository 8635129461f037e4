"""What writers do to pages and pictures, one change each."""

from __future__ import annotations

from .campaign import picture
from .edits import (
    Edit,
    both,
    cut,
    gone,
    instead,
    more,
    moved,
    put,
    rewritten,
    slipped_in,
    swapped,
    touched,
    unseen,
)

HOME, ABOUT, HOURS = "content/index.md", "content/about.md", "content/opening-hours.md"
HELP, VIGIL = "content/help/index.md", "content/help/vigil.md"
FIRST, SECOND = "content/updates/2026-05-01-first-day.md", "content/updates/no-answer.md"
PASSING, LATER, DRAFT = "content/passing.md", "content/later.md", "content/draft.md"
ROOM, CHAIR = "content/media/room.jpg", "content/media/chair.png"
POSTER = "content/media/poster.png"
GERMAN, ARABIC = "content/about.de.md", "content/about.ar.md"
PERMALINK = "https://x.com/exampleton_council/status/726541475551531008"
WRONG = "---\ntitle: {0}\ndescription: {0}.\n---\n\nA note.[^9]\n"


def said(name: str, line: str) -> Edit:
    """A line is added to the front matter."""
    return instead(name, "\ndescription:", f"\n{line}\ndescription:")


# After these the site is another one.
CHANGES: dict[str, Edit] = {
    "a line is added to a body": more(ABOUT, "\nOne more line.\n"),
    "a line in Arabic": more(ARABIC, "\nسطر آخر.\n"),
    "a heading is added": more(ABOUT, "\n## And more\n"),
    "a heading is taken out": instead(HOURS, "## In winter\n\n", ""),
    "a heading has other words": instead(HOURS, "## In winter", "## In the cold"),
    "a title": instead(SECOND, "No answer yet", "Still no answer"),
    "the title of a page in the menu": instead(ABOUT, "title: About us", "title: Who we are"),
    "the home page's title": instead(HOME, "title: Keep the library open", "title: Keep it"),
    "the first heading, which is the title": instead(HOURS, "# Opening hours", "# When to come"),
    "no title but the file's name": instead(SECOND, "title: No answer yet\n", ""),
    "a description": instead(SECOND, "three weeks", "four weeks"),
    "a tag is added": said(PASSING, "tags: [Letters]"),
    "a new tag": said(PASSING, "tags: [Chairs]"),
    "a tag is gone": instead(SECOND, ", Letters", ""),
    "all tags are gone": instead(FIRST, "tags: [Council]\n", ""),
    "a date": instead(SECOND, "2026-05-06", "2026-04-20"),
    "a date gets a time": instead(SECOND, "2026-05-06", "2026-05-06T18:05+03:00"),
    "a slug": said(PASSING, "slug: over"),
    "the slug of a page that others link to": said(FIRST, "slug: day-one"),
    "the text's language": said(VIGIL, "lang: fr"),
    "a page becomes a draft": said(PASSING, "draft: true"),
    "an update becomes a draft": said(SECOND, "draft: true"),
    "a draft is finished": instead(DRAFT, "draft: true", "draft: false"),
    "a page comes earlier": instead(LATER, "2026-07-01", "2026-05-20"),
    "a page is still to come": said(PASSING, "publish: 2026-09-01"),
    "a page is over": instead(PASSING, "2026-08-01", "2026-05-01"),
    "a layout for a page": said(VIGIL, "layout: flyer\nroom: Square"),
    "no layout": instead(HELP, "layout: flyer\n", ""),
    "a foreign key, which a layout prints": instead(HELP, "Reading room", "Town hall"),
    "an alias": said(PASSING, "aliases: [/over.html, /gone.html]"),
    "another alias": instead(ABOUT, "/who.html", "/us.html"),
    "no alias": instead(ABOUT, "aliases: [/who.html]\n", ""),
    "a page's picture": instead(ABOUT, "media/chair.png", "media/poster.png"),
    "the words for a page's picture": instead(ABOUT, "image_alt: A chair", "image_alt: A stool"),
    "no picture": instead(ABOUT, "image: media/chair.png\nimage_alt: A chair.\n", ""),
    "words to share": instead(HOURS, "opens at nine", "opens at ten"),
    "a correction": instead(HOURS, "Saturday was missing", "Sunday was missing"),
    "another correction": said(
        VIGIL, "corrections: [{date: 2026-05-20, text: The day was wrong.}]"
    ),
    "a page is added": put("content/chairs.md", "---\ntitle: Chairs\n---\n\nBring one.\n"),
    "a page in a new folder": put("content/near/you.md", "---\ntitle: Near you\n---\n\nYes.\n"),
    "an update is added": put(
        "content/updates/2026-05-20-cold.md", "---\ntitle: It is cold\n---\n\nWe sit.\n"
    ),
    "a translation is added": put(
        "content/opening-hours.ar.md", "---\ntitle: الدوام\n---\n\nمن التاسعة.\n"
    ),
    "a language begins": put("content/index.de.md", "---\ntitle: Bleibt offen\n---\n\nHallo.\n"),
    "a page is removed": gone(PASSING),
    "an update is removed": gone(SECOND),
    "a translation is removed": gone("content/updates/2026-05-01-first-day.ar.md"),
    "a language's last page is removed": gone(GERMAN),
    "a page that was made is written": put(
        "content/voices.md", "---\ntitle: All voices\n---\n\nRead.\n"
    ),
    "a file has another name": moved(PASSING, "content/over-soon.md"),
    "a page with a warning has another name": moved(HELP, "content/help/start.md"),
    "a folder has another name": both(
        moved("content/help", "content/hands"), instead(GERMAN, "help/", "hands/")
    ),
    "a page stands in another folder": both(
        moved(VIGIL, "content/vigil.md"),
        instead(GERMAN, "help/vigil", "vigil"),
        instead(HELP, "(vigil.md)", "(../vigil.md)"),
    ),
    "two files exchange their names": swapped(VIGIL, PASSING),
    "two updates exchange their contents": both(
        swapped(FIRST, SECOND),
        said(SECOND, "date: 2026-05-09"),
    ),
    "neither size nor time tells of it": unseen(SECOND, "We asked", "We ask: "),
    "neither size nor time tells of a title": unseen(
        SECOND, "title: No answer", "title: An answer"
    ),
    "another file with the time of the old one": slipped_in(
        PASSING, b"---\ntitle: Passing\ndescription: Until August.\n---\n\nHere to stay.\n"
    ),
    "a directive's option": instead(HOME, "limit=2 order=newest", "limit=1"),
    "what a directive names": instead(HOME, "::: posts amina reader", "::: posts neighbour amina"),
    "a directive within a directive": instead(HOME, "::: updates limit=2", "::: updates limit=1"),
    "the words in a directive": instead(HOME, "Bring a **chair**", "Bring two **chairs**"),
    "a list of all": more(VIGIL, "\n::: posts\n"),
    "a footnote": instead(ABOUT, "On paper, mostly", "On paper"),
    "a note without a text": more(ABOUT, "\nSee below.[^2]\n"),
    "a note without a text in a page with the same words": both(
        put("content/one.md", WRONG.format("One")), put("content/two.md", WRONG.format("Two"))
    ),
    "a warning moves down by a line of text": instead(HELP, "[The vigil]", "Come.\n\n[The vigil]"),
    "the address of a lost post": more(ABOUT, f"\n{PERMALINK}\n"),
    "the address of a lost post, on two pages": both(
        more(ABOUT, f"\n{PERMALINK}\n"), more(VIGIL, f"\n{PERMALINK}\n")
    ),
    "the address of a lost post is taken out": instead(
        HELP, "https://x.com/exampleton_council/status/726475551531008001\n", ""
    ),
    "a link to a figure has other digits": instead(ABOUT, "[more than 900]", "[more than 700]"),
    "a link leads elsewhere": instead(HELP, "(vigil.md)", "(../about.md#books)"),
    "a picture is replaced": put(ROOM, picture("crimson", (64, 40), "JPEG")),
    "a picture has another size": put(ROOM, picture("navy", (90, 40), "JPEG")),
    "a picture has another format than its name says": put(CHAIR, picture("teal", form="JPEG")),
    "a picture is replaced, with its old time": slipped_in(CHAIR, picture("tan")),
    "a picture takes another's name": swapped(CHAIR, "content/media/poster.png"),
    "a picture is shown for the first time": more(HOURS, "\n![Pink.](media/spare.png)\n"),
    "a picture is no longer shown": instead(
        FIRST, "![A poster.](../media/poster.png)", "No poster."
    ),
    "a picture's description": instead(ABOUT, "![An empty reading room.]", "![Nobody.]"),
    "a page is moved by a layout that comes from its folder": both(
        instead(HELP, "layout: flyer\n", ""), said(VIGIL, "layout: flyer\nroom: Here")
    ),
}

# These leave the site as it was, whatever the report says of them.
NOTHING: dict[str, Edit] = {
    "a picture has another name": both(
        moved(CHAIR, "content/media/stool.png"), instead(ABOUT, "chair.png", "stool.png")
    ),
    "a warning moves down by a line of front matter": said(HELP, "floor: the first"),
    "a page is touched": touched(ABOUT),
    "site.yaml is touched": touched("site.yaml"),
    "a picture is touched": touched(ROOM),
    "a template is touched": touched("templates/partials/footer.html"),
    "a page is saved as it was": rewritten(ABOUT),
    "a picture is saved as it was": rewritten(ROOM),
    "a picture that nobody shows is added": put("content/media/more.png", picture("plum")),
    "a picture that nobody shows is replaced": put("content/media/spare.png", picture("plum")),
    "a picture that nobody shows is deleted": gone("content/media/spare.png"),
    "a draft is written on": more(DRAFT, "\nMore of it.\n"),
    "a draft is deleted": gone(DRAFT),
    "a hidden file is added": put("content/.about.md.swp", b"\0\1\2"),
}

# These are mistakes: what stands in output/ stays, and the next build without them mends all.
MISTAKES: dict[str, Edit] = {
    "a heading that another page links to": instead(HOURS, "## In summer", "## In the heat"),
    "the heading's own anchor": instead(ABOUT, "{#books}", "{#reading}"),
    "a heading that another language links to": instead(
        "content/index.ar.md", "{#what-happened}", "{#happened}"
    ),
    "a page that others link to is removed": gone(FIRST),
    "a page that others link to is renamed": moved(VIGIL, "content/help/watch.md"),
    "a page that others link to becomes a draft": said(HOURS, "draft: true"),
    "a page that others link to is over": said(HOURS, "expires: 2026-05-01"),
    "a layout that does not exist": said(VIGIL, "layout: leaflet"),
    "an address that another page has": said(PASSING, "slug: about"),
    "an alias that another page has": said(PASSING, "aliases: [/about.html]"),
    "a page takes the place of an alias": put("content/who.md", "---\ntitle: Who\n---\n\nWe.\n"),
    "a directive that does not exist": more(ABOUT, "\n::: quotations\n"),
    "an option that does not exist": instead(HOME, "order=newest", "turn=newest"),
    "front matter that cannot be read": instead(ABOUT, "title: About us", "title: 'About us"),
    "a picture is deleted": gone(ROOM),
    "a page's own picture is deleted": gone(CHAIR),
    "a picture is no picture": put(ROOM, b"no picture at all"),
    "a picture breaks off": cut(ROOM, 0.6),
    "a picture breaks off in the middle of its pixels": cut(CHAIR, 0.7),
    "a picture is empty": put(CHAIR, b""),
    "the home page is a draft": said(HOME, "draft: true"),
}
