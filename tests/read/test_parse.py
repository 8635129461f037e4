"""Files become documents: front matter and body, or records."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds import KINDS
from generator.kinds.page import FrontMatter
from generator.kinds.text import Speech
from generator.model import Document, Source
from generator.problems import Problem
from generator.read.parse import kind_of, parse_campaign, parse_page, parse_records

SPEECH = Speech("en", ("en", "ar"))


def page(text: str, path: str = "content/about.md") -> tuple[Document, list[Problem]]:
    return parse_page(Source(path, Path(path)), text.encode(), SPEECH)


def records(text: str, kind: str = "post") -> tuple[list[Document], list[Problem]]:
    source = Source(f"content/{KINDS[kind].folder}/file.yaml", Path("file.yaml"))
    return parse_records(source, KINDS[kind], text.encode(), SPEECH)


def test_a_page_with_front_matter() -> None:
    document, problems = page("---\ntitle: About\ntags: a, b\ndraft: yes\n---\n\nBody\n")
    assert not problems
    assert document.value.title == "About"
    assert document.value.tags == ("a", "b")
    assert document.value.draft is True
    assert (document.body, document.body_line) == ("\nBody\n", 6)


def test_a_page_without_front_matter() -> None:
    document, problems = page("# Title\n")
    assert not problems
    assert (document.body, document.body_line) == ("# Title\n", 1)


def test_the_name_says_the_language() -> None:
    assert page("x", "content/updates/one.ar.md")[0].lang == "ar"
    assert page("x", "content/updates/one.ar.md")[0].id == "updates/one"
    assert page("x", "content/v2.1.md")[0].id == "v2.1"
    _, problems = page("x", "content/about.fr.md")
    assert [problem.code for problem in problems] == ["unknown-language"]


def test_front_matter_may_name_another_language_for_the_text() -> None:
    assert page("---\nlang: fa\n---\nx")[0].lang == "fa"


CORRECTED = "corrections: {date: 2016-05-03, text: كان العدد خطأً.}\nshare: كلمات\n"


@pytest.mark.parametrize(
    ("path", "said", "language"),
    [
        ("content/about.ar.md", "", "ar"),
        ("content/about.md", "lang: ar\n", "ar"),
        ("content/about.ar.md", "lang: fa\n", "fa"),
        ("content/about.md", "", "en"),
    ],
)
def test_texts_of_front_matter_are_in_the_pages_language(
    path: str, said: str, language: str
) -> None:
    document, problems = page(f"---\n{said}{CORRECTED}---\n", path)
    assert not problems
    assert dict(document.value.share.words) == {language: "كلمات"}
    (correction,) = document.value.corrections
    assert correction.text.choose("en") == ("كان العدد خطأً.", language)
    assert document.lang == language


def test_a_language_that_a_page_lacks_is_still_replaced_by_the_main_one() -> None:
    speech = Speech("en", ("ar", "en", "fr"))
    source = Source("content/about.ar.md", Path("about.ar.md"))
    data = b"---\nshare: {fr: Mots, en: Words}\n---\n"
    document, _ = parse_page(source, data, speech)
    assert document.value.share.choose("ar") == ("Words", "en")


@pytest.mark.parametrize("said", ["[ar]", "not a language", "{a: b}"])
def test_what_is_no_language_leaves_the_files_own(said: str) -> None:
    document, problems = page(f"---\nlang: {said}\n---\n", "content/about.ar.md")
    assert len(problems) == 1
    assert document.lang == "ar"


def test_front_matter_that_never_ends() -> None:
    document, problems = page("---\ntitle: x\n\nBody")
    assert [problem.code for problem in problems] == ["front-matter"]
    assert document.value is None
    assert document.id == "about"


def test_a_rule_in_the_body_is_no_front_matter() -> None:
    document, problems = page("Words\n\n---\n\nMore\n")
    assert not problems
    assert document.body.startswith("Words")


def test_other_generators_front_matter() -> None:
    document, problems = page(
        "---\ntitle: x\nlayout_id: 3\nimage:\n  path: media/a.jpg\n  alt: A\npermalink: /x\n---\n"
    )
    assert {problem.code for problem in problems} == {"foreign-key"}
    assert document.value.image == "media/a.jpg"
    assert document.value.image_alt == "A"
    assert document.value.model_extra["permalink"] == "/x"


def test_a_slip_of_the_fingers_is_an_error() -> None:
    for key in ("drfat", "Draft", "titel", "expire"):
        _, problems = page(f"---\n{key}: x\n---\n")
        assert [problem.code for problem in problems] == ["unknown-key"], key
        assert "did you mean" in problems[0].hint


def test_toml_is_told() -> None:
    _, problems = page('+++\ntitle = "x"\n+++\n')
    assert [problem.code for problem in problems] == ["front-matter"]


def test_one_record_is_named_after_its_file() -> None:
    documents, problems = records("text: hello\n")
    assert not problems
    assert [document.id for document in documents] == ["file"]


def test_records_of_a_list_need_ids() -> None:
    documents, problems = records("- text: hello\n- id: b\n  text: x\n")
    assert [problem.code for problem in problems] == ["missing-key"]
    assert [document.id for document in documents] == ["", "b"]


def test_a_refused_record_keeps_its_id() -> None:
    documents, problems = records("- id: a\n  netwrok: x\n")
    assert [problem.code for problem in problems] == ["unknown-key"]
    assert (documents[0].id, documents[0].value) == ("a", None)


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    _, problems = records(
        "- id: a\n  network: twiter\n  posted: 2016-04-31\n- id: b\n  author: {nmae: x}\n"
    )
    found = {(problem.code, problem.place.line, problem.place.column) for problem in problems}
    assert found == {("wrong-value", 2, 12), ("bad-date", 3, 11), ("unknown-key", 5, 12)}


def test_after_a_syntax_error_nothing_else_is_missed() -> None:
    documents, problems = records("- id: a\n  text: [\n", "figure")
    assert [problem.code for problem in problems] == ["yaml-syntax"]
    assert documents[0].value is None


def test_kinds_are_told_by_folder_or_name() -> None:
    def kind(path: str) -> str | None:
        found = kind_of(Source(path, Path(path)))
        return found.name if found else None

    assert kind("content/posts/a.yaml") == "post"
    assert kind("content/posts.yml") == "post"
    assert kind("content/figures.yaml") == "figure"
    assert kind("content/post.yaml") is None


def test_a_campaign_with_one_language_or_several() -> None:
    document, problems = parse_campaign(b"title: X\n")
    assert not problems
    assert document is not None
    assert tuple(document.value.languages) == ("en",)
    document, _ = parse_campaign("title: {ar: س, en: X}\nlanguages: [ar, en]\n".encode())
    assert document is not None
    assert document.lang == "ar"
    assert document.value.title.choose("en") == ("X", "en")


@given(st.text(max_size=120))
def test_any_page_is_a_document(text: str) -> None:
    data = ("---\n" + text).encode("utf-8", "surrogatepass")
    document, _ = parse_page(Source("content/x.md", Path("x")), data, SPEECH)
    assert document.value is None or isinstance(document.value, FrontMatter)


keys = st.sampled_from(
    ["id", "text", "network", "author", "url", "posted", "sources", "media", "x"]
)
scalars = st.text(max_size=12) | st.sampled_from(
    ["yes", "2016-04-31", "9" * 5000, "{a: 1}", "[x]", "- y"]
)


@given(st.dictionaries(keys, scalars, max_size=5), st.sampled_from(sorted(KINDS)))
def test_any_record_is_typed_or_refused(record: dict[str, str], kind: str) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in record.items())
    source = Source("content/x/y.yaml", Path("y"))
    data = text.encode("utf-8", "surrogatepass")
    documents, problems = parse_records(source, KINDS[kind], data, SPEECH)
    for document in documents:
        assert document.value is not None or problems
