"""What is done to site.yaml and to a site's own templates."""

from __future__ import annotations

from .edits import Edit, both, gone, instead, more, moved, put, unseen
from .page_changes import ABOUT, HOME, HOURS

SITE = "site.yaml"
FOOTER, LINE = "templates/partials/footer.html", "templates/partials/line.html"
BANNER, VOICES = "templates/directives/banner-line.html", "templates/directives/voices-of.html"
FLYER, CSS, JS = (
    "templates/layouts/flyer.html",
    "templates/assets/css/90-own.css",
    "templates/assets/js/own.js",
)
WORDS = "templates/locales/en.yaml"
MINUTES = "  minutes: {title: Minutes of the council of Exampleton, date: 2026-04-09}\n"
MENU = """\
menu:
  - take-action
  - {page: timeline/library, title: {en: What happened, ar: ما الذي حدث}}
  - about
"""
WHEN = """\
{% macro when(date) -%}<b>{{ date|date }}</b>{%- endmacro %}
{% macro dated(key, date) -%}{{ when(date) }}{%- endmacro %}
{% macro corrected(record) -%}{%- endmacro %}
"""
# What a page without the site's own templates can still hold.
BARE: Edit = both(
    gone("templates"),
    instead("content/help/index.md", "layout: flyer\n", ""),
    instead("content/help/vigil.md", "::: voices-of amina\n", ""),
    instead(HOME, "::: banner-line\nBring a **chair**.\n:::\n", ""),
)

CHANGES: dict[str, Edit] = {
    "the campaign's title": instead(SITE, "{en: Keep the library open,", "{en: Keep it open,"),
    "the campaign's title, and neither size nor time tells": unseen(
        SITE, "{en: Keep the library", "{en: Save the library"
    ),
    "the description": instead(SITE, "The call to keep", "The appeal to keep"),
    "the tagline": instead(SITE, "Exampleton reads.", "Exampleton writes."),
    "the address": instead(SITE, "https://library.example.org/", "https://books.example.org/"),
    "an address with a folder": instead(SITE, "library.example.org/", "library.example.org/keep/"),
    "no address": instead(SITE, "url: https://library.example.org/\n", ""),
    "the colour": instead(SITE, "#0b5d3b", "#7a1f5c"),
    "the picture": instead(SITE, "image: media/room.jpg", "image: media/poster.png"),
    "a language is added": instead(SITE, "  de: {name", "  fr: {name: Français}\n  de: {name"),
    "a language is removed": both(
        instead(SITE, "  de: {name: Deutsch}\n", ""), gone("content/about.de.md")
    ),
    "languages in another order": instead(
        SITE,
        "  ar: {name: العربية, locale: ar-SY, numerals: arab}\n  de: {name: Deutsch}\n",
        "  de: {name: Deutsch}\n  ar: {name: العربية, locale: ar-SY, numerals: arab}\n",
    ),
    "a language's own name": instead(SITE, "name: Deutsch", "name: deutsch"),
    "the names of months": instead(SITE, "ar-SY", "ar-EG"),
    "the digits": instead(SITE, "numerals: arab", "numerals: latn"),
    "the menu is shorter": instead(SITE, "  - about\n", ""),
    "the menu's words": instead(SITE, "title: {en: What happened", "title: {en: The spring"),
    "no menu: pages ask for a place": instead(SITE, MENU, ""),
    "a place in the menu has another name": both(
        instead(SITE, MENU, ""), instead(HOURS, "menu: Hours", "menu: Open")
    ),
    "a page asks for a place in the menu": both(
        instead(SITE, MENU, ""), instead(ABOUT, "title: About us", "title: About us\nmenu: yes")
    ),
    "a hashtag": instead(SITE, "ExampletonReads", "ExampletonRemembers"),
    "the networks": instead(SITE, "[whatsapp, mastodon, email]", "[email, x, whatsapp]"),
    "no safe messages": instead(SITE, "safe_messages: yes", "safe_messages: no"),
    "a banner for other sites": instead(
        SITE, "safe_messages: yes", "safe_messages: yes, banner: {text: Keep it., ends: 2026-12-01}"
    ),
    "the campaign has ended": more(SITE, "ended: 2026-05-15\n"),
    "the campaign will end": more(SITE, "ended: 2026-09-15\n"),
    "the contact": instead(SITE, "hello@example.org", "help@example.org"),
    "a source's title": instead(SITE, "Minutes of the council", "Protocol of the council"),
    "a source that nothing names": instead(
        SITE, "sources:\n", "sources:\n  book: {title: A book}\n"
    ),
    "sources in another order": both(
        instead(SITE, MINUTES, ""), instead(SITE, "contact: hello", f"{MINUTES}contact: hello")
    ),
    "a mirror": more(SITE, "mirrors: https://mirror.example.org/\n"),
    "a partial": more(FOOTER, "<p>And more.</p>\n"),
    "a partial, and neither size nor time tells": unseen(FOOTER, "<footer><p>", "<footer><i>"),
    "a partial of a directive": instead(LINE, 'class="line"', 'class="row"'),
    "a partial of the theme is replaced": put("templates/partials/when.html", WHEN),
    "a partial is the theme's again": gone(FOOTER),
    "a layout": instead(FLYER, "<h1>", '<h1 class="flyer">'),
    "a layout of the theme is replaced": put(
        "templates/layouts/update.html",
        '{% extends "base.html" %}{% block main %}{{ content }}{% endblock %}\n',
    ),
    "the layout of all is replaced": put(
        "templates/base.html",
        '<!doctype html><html lang="{{ lang.code }}"><head><title>{{ page.meta.title }}</title></head>'
        "<body>{% block kind %}{% endblock %}{% block main %}{% endblock %}</body></html>\n",
    ),
    "a layout is added, and a page has it": both(
        put(
            "templates/layouts/poster.html",
            '{% extends "base.html" %}{% block main %}!{% endblock %}\n',
        ),
        instead(ABOUT, "title: About us", "title: About us\nlayout: poster"),
    ),
    "a directive's template": instead(BANNER, "<div>", '<div class="band">'),
    "a directive of the theme is replaced": put(
        "templates/directives/note.html", "<aside>{{ options.title }}: {{ body }}</aside>\n"
    ),
    "a directive is added, and a page has it": both(
        put("templates/directives/hurrah.html", "<p>Hurrah!</p>\n"), more(ABOUT, "\n::: hurrah\n")
    ),
    "a directive is removed, and no page has it": both(
        gone(VOICES), instead("content/help/vigil.md", "::: voices-of amina\n", "")
    ),
    "a template of a feed is replaced": put(
        "templates/feeds/robots.txt", "User-agent: *\nDisallow: /kit\n"
    ),
    "a style": instead(CSS, "--accent-text", "--accent"),
    "a style is added": put("templates/assets/css/91-more.css", ".more { color: red; }\n"),
    "a style of the theme is replaced": put(
        "templates/assets/css/01-tokens.css", ":root { --day: white; }\n"
    ),
    "styles for few pages": put("templates/assets/css/kit/99-own.css", ".own { color: red; }\n"),
    "a style is removed": gone(CSS),
    "a script": instead(JS, "'!'", "'?'"),
    "a script is removed": gone(JS),
    "a script of the theme is replaced": put("templates/assets/js/filter.js", "'nothing';\n"),
    "a drawing": put("templates/assets/sign.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>\n"),
    "a word": instead(WORDS, "What we know", "What little we know"),
    "a word in Arabic": instead("templates/locales/ar.yaml", "ما نعرفه", "كل ما نعرفه"),
    "no words of one's own": gone(WORDS),
    "words of a language": put(
        "templates/locales/de.yaml", "pages:\n  privacy:\n    title: Was wir wissen\n"
    ),
    "words are in another language's file": both(
        gone(WORDS), moved("templates/locales/ar.yaml", WORDS)
    ),
    "no templates of one's own": BARE,
}

NOTHING: dict[str, Edit] = {
    "a word is an ordinary one": more(SITE, "unguarded: [Unshown]\n"),
    "a remark in a template": more(LINE, "{# Nothing. #}"),
    "a remark in a style": more(CSS, "/* Nothing. */"),
    "a template that nothing draws": put("templates/partials/unused.html", "<p>Unused.</p>\n"),
    "a directive that no page has": put("templates/directives/unused.html", "<p>Unused.</p>\n"),
    "a remark in site.yaml": more(SITE, "# Nothing.\n"),
    "the names of a budget": more(SITE, "budget: {page: 20}\n"),
}

MISTAKES: dict[str, Edit] = {
    "site.yaml cannot be read": more(SITE, "title: [\n"),
    "a template that cannot be read": more(FOOTER, "{% if %}"),
    "a template asks for a name that does not exist": more(FOOTER, "{{ site.nome }}"),
    "a partial of a directive is gone": gone(LINE),
    "a layout that a page has is gone": gone(FLYER),
    "a directive that a page has is gone": gone(BANNER),
    "a directive wants no text any more": put(BANNER, "<p>Bring a chair.</p>\n"),
    "a colour that cannot be read": instead(SITE, "#0b5d3b", "#ffee88"),
    "words that cannot be read": put(WORDS, "pages: [\n"),
    "a hidden name stands in a template": more(FOOTER, "<p>Quillon Unshown</p>\n"),
    "a hidden name stands in a script": more(JS, "// Verbena Unshown\n"),
    "a source that records name is gone": instead(SITE, "  gazette:\n", "  paper:\n"),
    "a language is removed and its pages stay": instead(SITE, "  de: {name: Deutsch}\n", ""),
    "a page of the menu that does not exist": instead(SITE, "  - about\n", "  - abuot\n"),
    "all templates are gone, and pages want them": gone("templates"),
}
