"""What writers do to records: voices, figures, timelines, statements, actions, messages."""

from __future__ import annotations

from .edits import Edit, both, gone, instead, more, moved, put, slipped_in, unseen
from .page_changes import ABOUT, HELP, HOME, VIGIL

AMINA, BASIL = "content/posts/amina.yaml", "content/posts/lender.yaml"
POSTS, TIMELINE = "content/posts/more.yaml", "content/timeline/library.yaml"
FIGURES, STATEMENTS = "content/figures.yaml", "content/statements.yaml"
ACTIONS, SHARE, TABLE = "content/actions.yaml", "content/share.yaml", "content/councillors.csv"
COUNT = """\
- id: signed-latest
  value: 1200
  what: {en: have signed, ar: وقّعوا}
  as_of: 2026-05-20
  source: gazette
  supersedes: signed
"""
EVENT = "  - {id: rain, date: 2026-05-10, title: {en: It rains, ar: تمطر}, source: gazette}\n"
VOICE = "network: other\nauthor: {shown_as: A baker}\nverbatim: false\ntext: Bread and books.\nsource: gazette\n"


CHANGES: dict[str, Edit] = {
    "a voice's words": instead(AMINA, "learnt to read", "learnt to write"),
    "a voice's words, and neither size nor time tells": unseen(AMINA, "that room", "this room"),
    "a voice's name": instead(AMINA, "Amina Example", "Amina Madeup"),
    "a voice's translation": instead(AMINA, "تعلمت القراءة", "تعلمت الكتابة"),
    "a voice's day": instead(AMINA, "2026-04-11", "2026-04-20"),
    "a voice's state": more(AMINA, "state: deleted\nstate_as_of: 2026-05-03\n"),
    "a voice's picture is no longer shown": instead(
        AMINA, "media: [{file: media/shelf.jpg, alt: A shelf., credit: Amina Example}]\n", ""
    ),
    "a voice's address": instead(AMINA, "110000000000000000", "110000000000000001"),
    "a voice's context": more(BASIL, "context: He said it aloud.\n"),
    "a voice is corrected": more(
        BASIL, "corrections: {date: 2026-04-20, text: The day was wrong.}\n"
    ),
    "a voice has another name": moved(BASIL, "content/posts/borrower.yaml"),
    "a voice is added": put("content/posts/baker.yaml", VOICE),
    "a voice nobody names is deleted": gone(BASIL),
    "a handle is hidden": more(BASIL, "protect: handle\n"),
    "a name is hidden": more(BASIL, "protect: name\n"),
    "words are hidden": more(BASIL, "protect: words\n"),
    "a handle is shown again": instead(POSTS, "  protect: handle\n", ""),
    "a name is shown again": both(
        instead(POSTS, "  protect: name\n", ""),
        instead(
            POSTS,
            "name: Quillon Unshown, shown_as: {en: a teacher, ar: معلمة}",
            "name: Quillon Unshown",
        ),
    ),
    "words are shown again": instead(POSTS, "  protect: words\n", ""),
    "more is hidden": instead(POSTS, "protect: handle", "protect: name"),
    "a record of a lost post is written": put(
        "content/posts/kept.yaml",
        "{id: kept, url: 'https://x.com/exampleton_council/status/726475551531008001', state: lost}\n",
    ),
    "a figure's value": instead(FIGURES, "more_than: 900", "more_than: 950"),
    "a figure's unit": instead(FIGURES, "en: people", "en: persons"),
    "a figure is replaced by a new one": more(FIGURES, COUNT),
    "a figure replaces nothing": instead(FIGURES, "  supersedes: signed-earlier\n", ""),
    "figures disagree": instead(
        FIGURES, "supersedes: signed-earlier", "differs_from: signed-earlier"
    ),
    "an old figure is corrected": instead(FIGURES, "value: 600-650", "value: 610-650"),
    "a figure no page names is deleted": both(
        instead(VIGIL, "::: figure visits\n", ""), instead(FIGURES, "id: visits", "id: visitors")
    ),
    "a timeline's title": instead(TIMELINE, "{en: What happened,", "{en: The spring,"),
    "a timeline's introduction": instead(TIMELINE, "has its *source*", "has *two* sources"),
    "an event is added": more(TIMELINE, EVENT),
    "an event's day": instead(TIMELINE, "date: 2026-05-01", "date: 2026-03-01"),
    "an event's text": instead(TIMELINE, "Five to four", "Six to three"),
    "an event's picture": instead(TIMELINE, "media/room.jpg", "media/poster.png"),
    "an event's source": instead(
        TIMELINE, "ar: وقفة}, source: gazette", "ar: وقفة}, source: minutes"
    ),
    "an event without a source": instead(TIMELINE, "ar: وقفة}, source: gazette", "ar: وقفة}"),
    "a second timeline": put(
        "content/timeline/chairs.yaml",
        "title: The chairs\nevents:\n" + EVENT.replace("rain", "shine"),
    ),
    "a statement's words": instead(STATEMENTS, "too dear to heat", "too cold to heat"),
    "a statement answers nothing": instead(STATEMENTS, "  replies_to: council-reply\n", ""),
    "the days of silence": instead(
        STATEMENTS, "no_answer_by: 2026-05-11", "no_answer_by: 2026-05-12"
    ),
    "a letter's words": instead(ACTIONS, "Please keep it open", "Please let it be"),
    "a letter's last day": instead(ACTIONS, "until: 2026-06-30", "until: 2026-07-30"),
    "a letter is over": instead(ACTIONS, "until: 2026-06-30", "until: 2026-05-20"),
    "the text of an action": instead(ACTIONS, "Be *polite*", "Be *very* polite"),
    "a pledge's words": instead(ACTIONS, "I read in the street until", "I read in the park until"),
    "an action is deleted": instead(
        ACTIONS,
        '- {id: turn-green, kind: photo, title: {en: Turn green, ar: تلوّنوا بالأخضر}, tint: "#0b5d3b"}\n',
        "",
    ),
    "actions in another order": both(
        moved(ACTIONS, "content/actions/b.yaml"),
        put(
            "content/actions/a.yaml",
            "{id: visit, kind: link, title: Come, url: 'https://example.org/'}\n",
        ),
    ),
    "a target is added to the table": more(
        TABLE, "Efa Example,Councillor,efa@example.org,2026-05-02\n"
    ),
    "the table is another one, with its old time": slipped_in(
        TABLE, b"name,role,email,checked\nEfa Example,Councillor,efa@example.org,2026-05-02\n"
    ),
    "a target was last tried long ago": instead(TABLE, "2026-05-02", "2024-05-02"),
    "a message's words": instead(SHARE, "may close this summer", "closes this summer"),
    "a message's page": instead(SHARE, "page: take-action", "page: about"),
    "a message's picture": more(SHARE, "picture: media/room.jpg\npicture_alt: A room.\n"),
    "a message is added": put(
        "content/share/more.yaml", "{id: winter, text: It is open in winter.}\n"
    ),
    "no message": gone(SHARE),
}

NOTHING: dict[str, Edit] = {
    "consent is asked again": instead(BASIL, "status: given", "status: none"),
    "records of a kind stand in a folder": moved(SHARE, "content/share/all.yaml"),
    "a remark to oneself": more(AMINA, "# Ask her again.\n"),
    "how consent was given": instead(
        AMINA, "{status: given}", "{status: given, note: By telephone.}"
    ),
    "the words of a protected voice": instead(POSTS, "from all of us", "from some of us"),
}

MISTAKES: dict[str, Edit] = {
    "a voice that a page names is deleted": gone(AMINA),
    "a voice that a page names has another id": instead(POSTS, "id: reader", "id: reading"),
    "a hidden name stands in a page": more(ABOUT, "\nQuillon Unshown said so.\n"),
    "a hidden name stands in a record": instead(STATEMENTS, "The building", "Verbena Unshown: it"),
    "a name is hidden that another page tells": both(
        more(ABOUT, "\nThanks to Basil Sampleton.\n"), more(BASIL, "protect: name\n")
    ),
    "an id twice": more(
        POSTS, "- {id: amina, url: https://x.com/one_example/status/726475551531008002}\n"
    ),
    "a figure that does not exist": instead(VIGIL, "::: figure visits", "::: figure visitors"),
    "a figure that a page names is deleted": instead(FIGURES, "id: visits", "id: visitors"),
    "a figure that a layout names is deleted": both(
        instead(FIGURES, "id: signed\n", "id: signatures\n"),
        instead(ABOUT, "(figure:signed)", "(figure:signatures)"),
        instead("content/index.ar.md", "(figure:signed)", "(figure:signatures)"),
        instead(HOME, "::: figures signed", "::: figures signatures"),
    ),
    "a timeline is deleted": gone(TIMELINE),
    "a source that does not exist": instead(STATEMENTS, "source: gazette", "source: journal"),
    "YAML that breaks off": more(FIGURES, "- {id: half,"),
    "a table that is gone": gone(TABLE),
    "a placeholder that does not exist": instead(ACTIONS, "Dear {name}", "Dear {nome}"),
    "a link in an action to a page that does not exist": instead(
        ACTIONS, "(about.md)", "(abuot.md)"
    ),
    "a key that does not exist": more(AMINA, "colour: red\n"),
    "no pledge where a page has one": both(
        instead(HELP, "::: pledge", "::: pledge read-inside"),
    ),
}
