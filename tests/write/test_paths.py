"""Paths that a site may hold, and paths that some disk takes for one."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.write.paths import folded, is_safe


@pytest.mark.parametrize(
    "name", ["index.html", "ar/صفحة.html", "a..b/...", ".well-known/x", ".htaccess", "a b/ü.html"]
)
def test_a_path_below_the_root_is_safe(name: str) -> None:
    assert is_safe(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a/..",
        "a\\..\\x",
        "c:x",
        "a\nb",
        "a\0",
        "\udcff",
    ],
)
def test_a_path_that_may_leave_or_break_the_root_is_not(name: str) -> None:
    assert not is_safe(name)


@given(st.text())
def test_a_safe_path_stays_below_any_root(name: str) -> None:
    if is_safe(name):
        path = PurePosixPath("/root") / name
        assert path.parts[:2] == ("/", "root")
        assert ".." not in path.parts
        name.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About.html", "about.html"),
        ("é", "e\u0301"),
        ("É.html", "e\u0301.html"),
        ("straße", "STRASSE"),
    ],
)
def test_case_and_unicode_form_do_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_other_letters_count() -> None:
    assert folded("resume") != folded("résumé")
    assert folded("ي") != folded("ى")


@given(st.text())
def test_every_form_of_a_name_folds_alike(name: str) -> None:
    forms = {folded(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}
    assert forms == {folded(name)}
