"""What the preview answers to people and to their tabs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.problems import Place, Problem
from generator.serve import tabs
from serve.clients import STATE, Running, Tab, previewing, until
from serve.presses import FolderPress

FILES = {
    "site.yaml": "title: x",
    "content/index.md": "Home",
    "content/about.md": "About us",
    "content/404.md": "Not here",
    "content/_headers": "/*\n  X: y\n",
    "content/ar/index.md": "البيت",
    "content/ar/حلب.md": "حلب",
    "content/ar/404.md": "ليس هنا",
    "content/feed.xml": "<feed/>",
    "content/card.svg": "<svg/>",
    "templates/site.css": "p { color: red }",
    "templates/site.js": "1;",
}


@pytest.fixture
def press(tmp_path: Path) -> FolderPress:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return FolderPress(tmp_path)


@pytest.fixture
def running(press: FolderPress) -> Iterator[Running]:
    with previewing(press.root, press) as preview:
        yield preview


def write(press: FolderPress, name: str, text: str) -> None:
    (press.root / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/", 200, "Home"),
        ("/index.html", 200, "Home"),
        ("/?from=mail", 200, "Home"),
        ("/about", 200, "About us"),
        ("/about.html", 200, "About us"),
        ("/ar/", 200, "البيت"),
        ("/ar/%D8%AD%D9%84%D8%A8", 200, "حلب"),
        ("/nowhere", 404, "Not here"),
        ("/ar/nowhere", 404, "ليس هنا"),
        ("/ar/deep/down/nowhere", 404, "ليس هنا"),
        ("/about/", 404, "Not here"),
    ],
)
def test_an_address_is_answered_as_a_host_would(
    running: Running, path: str, status: int, words: str
) -> None:
    answer = running.get(path)
    assert (answer.status, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert f"<body>\n{words}\n" in answer.text


def test_a_folder_without_its_slash_leads_to_it(running: Running) -> None:
    answer = running.get("/ar")
    assert (answer.status, answer.headers["location"]) == (301, "/ar/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/card.svg", "image/svg+xml; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/_handbill/livereload.js", "text/javascript; charset=utf-8"),
        ("/_handbill/preview.css", "text/css; charset=utf-8"),
    ],
)
def test_content_types(running: Running, path: str, kind: str) -> None:
    answer = running.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.body


def test_a_service_worker_never_lives_in_the_preview(press: FolderPress) -> None:
    write(press, "content/sw.js", "1;")
    with previewing(press.root, press) as running:
        assert running.get("/sw.js").status == 404


def test_only_the_answer_is_dressed_and_its_policy_lets_it_ask_us(
    running: Running, press: FolderPress
) -> None:
    answer = running.get("/ar/").text
    assert press.last
    published = press.last.outputs["ar/index.html"].decode()
    assert "_handbill" not in published
    assert "connect-src 'none'" in published
    host, token = running.host, running.token
    assert f"style-src 'self'; connect-src 'self' ws://{host}\">" in answer
    sheet, own, live = answer.partition("</head>")[0].splitlines()[-3:]
    assert sheet == '<link rel="stylesheet" href="/_handbill/preview.css">'
    assert f'data-socket="/_handbill/live/{token}" data-token="{token}"' in own
    assert 'data-page="ar/index.html"' in own
    assert f"host=127.0.0.1&amp;port={running.address.port}/_handbill/live/{token}&amp;" in live
    undressed = answer.replace("\n".join([sheet, own, live, ""]), "")
    assert undressed.replace(f"connect-src 'self' ws://{host}", "connect-src 'none'") == published


def test_a_page_that_changed_is_loaded_anew_and_no_other(
    running: Running, press: FolderPress
) -> None:
    with Tab(running, "/about") as about, Tab(running, "/ar/") as other:
        write(press, "content/about.md", "All about us")
        assert about.hear() == {
            "command": "reload", "path": "/about", "liveCSS": False, "liveImg": False,
        }  # fmt: skip
        assert other.hear() == STATE
        assert "All about us" in running.get("/about").text


def test_a_style_sheet_is_swapped_and_a_script_loads_the_page_anew(
    running: Running, press: FolderPress
) -> None:
    with Tab(running, "/") as tab:
        write(press, "templates/site.css", "p { color: green }")
        swap = tab.hear()
        assert (swap["path"], swap["liveCSS"]) == ("/assets/site.css", True)
        assert tab.hear() == STATE
        write(press, "templates/site.js", "2;")
        assert tab.hear()["path"] == "/"


def test_a_missing_page_and_one_that_goes_are_seen(running: Running, press: FolderPress) -> None:
    with Tab(running, "/soon") as soon, Tab(running, "/about") as about:
        (press.root / "content/about.md").rename(press.root / "content/soon.md")
        assert (soon.hear()["path"], about.hear()["path"]) == ("/soon", "/about")
        assert "About us" in running.get("/soon").text
        assert running.get("/about").status == 404


def test_a_tab_that_slept_is_brought_up_to_date(running: Running, press: FolderPress) -> None:
    tab, sheet = Tab(running, "/about"), Tab(running, "/")
    write(press, "content/about.md", "News")
    write(press, "templates/site.css", "p { color: blue }")
    running.wait_for("/about", "News")
    until(lambda: running.get("/assets/site.css").text, lambda text: "blue" in text)
    for one, path in ((tab, "/about"), (sheet, "/assets/site.css")):
        late, one.path = one.path, None
        with one:
            one.say({"command": "info", "url": f"http://{running.host}{late}"})
            assert one.hear()["path"] == path


def test_mistakes_leave_the_page_and_tell_the_tab(running: Running, press: FolderPress) -> None:
    with Tab(running, "/about") as tab:
        write(press, "content/about.md", "BROKEN")
        assert tab.hear() == STATE
        assert "About us" in running.get("/about").text
        write(press, "content/about.md", "Mended")
        assert tab.hear()["path"] == "/about"


def test_what_is_found_later_is_told(press: FolderPress) -> None:
    late = Problem("no-alt", "a picture without words", Place("content/about.md", 1, 1))
    press.found_later.append(late)
    with previewing(press.root, press) as running:
        until(lambda: running.warned)
        assert "a picture without words" in running.warned[0]
        assert len(running.said) == 2  # the address, and the one update


def test_a_first_edition_with_mistakes_comes_as_a_page_of_the_script(press: FolderPress) -> None:
    write(press, "content/about.md", "BROKEN")
    with previewing(press.root, press) as running:
        answer = running.get("/about")
        assert answer.status == 503
        assert "/_handbill/preview.js" in answer.text
        assert f"connect-src 'self' ws://{running.host}" in answer.text
        assert "this leads nowhere [dead-link]" in running.warned[0]
        with Tab(running, "/about") as tab:
            write(press, "content/about.md", "Mended")
            assert tab.hear()["path"] == "/about"
        assert "Mended" in running.get("/about").text


def test_a_new_page_with_a_mistake_is_not_the_page_that_says_there_is_none(
    running: Running, press: FolderPress
) -> None:
    with Tab(running, "/new") as tab:
        write(press, "content/new.md", "BROKEN")
        assert tab.hear()["path"] == "/new"
        answer = running.get("/new")
        assert answer.status == 503
        assert "Not here" not in answer.text
        assert 'data-page=""' in answer.text
        state = running.get("/_handbill/state.json?path=new.html", X_Handbill_Token=running.token)
        assert '"path": "new.html"' in state.text
        write(press, "content/new.md", "Mended")
        assert tab.hear()["path"] == "/new"
    assert "Mended" in running.get("/new").text


def test_a_site_that_lost_its_settings_is_told_of_until_they_are_back(
    running: Running, press: FolderPress
) -> None:
    address, token = "/_handbill/state.json?path=about.html", running.token
    with Tab(running, "/about") as tab:
        press.faults = 1000
        (press.root / "site.yaml").unlink()
        assert tab.hear() == STATE
        state = running.get(address, X_Handbill_Token=token).text
        assert '"fault": "a file vanished while it was read"' in state
        assert running.warned[-1].startswith("error: a file vanished while it was read")
        press.faults = 0
        write(press, "site.yaml", "title: x")
        assert tab.hear() == STATE
        assert "fault" not in running.get(address, X_Handbill_Token=token).text


def test_a_request_waits_for_the_update_that_its_writer_caused(press: FolderPress) -> None:
    with previewing(press.root, press) as running:
        running.get("/")
        press.seconds = 0.5
        write(press, "content/about.md", "Fresh")
        until(lambda: press.running)
        assert "Fresh" in running.get("/about").text


def test_the_state_is_for_those_with_the_token(running: Running) -> None:
    token = running.token
    address = "/_handbill/state.json?path=ar/%D8%AD%D9%84%D8%A8"
    assert running.get(address).status == 403
    assert running.get(address, X_Handbill_Token="x" + token[1:]).status == 403
    answer = running.get(address, X_Handbill_Token=token)
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.text == '{"edition": 1, "path": "ar/حلب.html"}'
    assert running.get(f"{address}&token={token}").status == 200


def test_head_has_the_headers_alone(running: Running) -> None:
    whole, head = running.get("/about"), running.ask("/about", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]


def test_an_editor_is_opened_for_files_of_the_site_alone(
    running: Running, press: FolderPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = press.root / "opened"
    monkeypatch.setenv(
        "HANDBILL_EDITOR", f"{shutil.which('touch')} {seen}-{{line}}-{{column}} {{file}}"
    )
    (press.root / "link.md").symlink_to("/etc/passwd")
    with Tab(running) as tab:
        tab.say({"command": "open", "path": "content/about.md", "line": 3, "column": 5})
        assert tab.hear() == {"command": "opened"}
        assert (press.root / "opened-3-5").exists()
        for path in ("../outside", "/etc/passwd", "link.md", "content", "content/no.md", "a\0b", 7):
            tab.say({"command": "open", "path": path, "line": "x"})
            answer = tab.hear()
            assert answer == {"command": "alert", "message": "There is no such file in this site."}


def test_an_editor_is_opened_for_whoever_sits_here_alone(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabs, "_LOOPBACK", ("192.0.2.7",))
    with Tab(running) as tab:
        tab.say({"command": "open", "path": "content/about.md"})
        assert "on the machine that shows them only" in tab.hear()["message"]


@pytest.mark.parametrize(
    "message",
    ["", "[]", "null", "{", '{"command": ["hello"]}', '{"command": "reload"}', "[" * 9000],
)
def test_words_without_sense_end_the_conversation_and_nothing_else(
    running: Running, message: str
) -> None:
    with Tab(running) as tab:
        tab.say(message)
        assert tab.hear() is None
    assert running.get("/").status == 200
