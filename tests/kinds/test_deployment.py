"""Targets in site.yaml: what each takes, and where a mistake in one is told."""

from __future__ import annotations

import pytest

from generator.kinds.campaign import Campaign
from generator.kinds.deployment import CHOSEN, own_variable
from generator.kinds.text import Speech
from generator.model import Places
from generator.problems import Problem
from generator.read.validate import validate
from generator.read.yaml import parse_yaml

LEAST = {
    "folder": "path: /srv/www/site",
    "zip": "path: site.zip",
    "git": "remote: https://git.example.org/a/b.git",
    "ssh": "host: www.example.org, path: /srv/www/site",
    "s3": "url: s3://bucket",
    "netlify": "site: a-site",
    "neocities": "keep: 3",
    "webdav": "url: https://dav.example.org/site/",
}


def told(target: str) -> list[Problem]:
    text = f"title: a\ndeploy:\n  live: {{{target}}}\n"
    value, places, problems = parse_yaml(text, "site.yaml")
    assert problems == []
    assert isinstance(places, Places)
    return validate(Campaign, value, places, Speech())[1]


@pytest.mark.parametrize("kind", LEAST)
def test_each_kind_takes_what_it_needs_and_no_more(kind: str) -> None:
    assert told(f"to: {kind}, {LEAST[kind]}") == []
    (problem,) = told(f"to: {kind}, {LEAST[kind]}, nope: 1")
    assert (problem.code, problem.place.line) == ("unknown-key", 3)
    assert problem.place.column == len(f"  live: {{to: {kind}, {LEAST[kind]}, ") + 1
    known = list(CHOSEN[f"to={kind}"].model_fields)
    assert problem.hint == f"known keys: {', '.join(known)}"


def test_a_key_of_one_kind_is_unknown_to_another() -> None:
    (problem,) = told("to: folder, path: /srv/a, branhc: b")
    assert "branch" not in problem.hint
    (problem,) = told(f"to: git, {LEAST['git']}, branhc: b")
    assert problem.hint == "did you mean 'branch'?"


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("to: foldr", "wrong-value", "did you mean 'folder'?"),
        ("path: /srv/a", "missing-key", "add 'to: …'"),
        ("to: s3", "missing-key", "add 'url: …'"),
    ],
)
def test_what_it_goes_to_is_told_first(target: str, code: str, hint: str) -> None:
    (problem,) = told(target)
    assert problem.code == code
    assert hint in problem.hint
    assert problem.place.line == 3


@pytest.mark.parametrize(
    "target",
    [
        "to: git, remote: 'https://amina:hunter22@git.example.org/a.git'",
        "to: webdav, url: 'https://amina:hunter22@dav.example.org/'",
        "to: s3, url: s3://bucket, endpoint: 'https://key:hunter22@s3.example.org'",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(target: str) -> None:
    (problem,) = told(target)
    assert "password" in problem.message
    assert "hunter22" not in problem.message + problem.hint


@pytest.mark.parametrize(
    "target",
    [
        "to: git, remote: 'ext::sh -c touch% /tmp/x'",
        "to: git, remote: '--upload-pack=touch x'",
        "to: git, remote: /srv/a.git, branch: '--force'",
        "to: git, remote: /srv/a.git, branch: 'a..b'",
        "to: git, remote: /srv/a.git, domain: 'evil example.org'",
        "to: ssh, host: '-oProxyCommand=touch x', path: /srv/a",
        "to: ssh, host: www.example.org, user: '-l', path: /srv/a",
        "to: ssh, host: www.example.org, path: /srv/../etc",
        "to: ssh, host: www.example.org, path: /",
        "to: ssh, host: www.example.org, path: '~'",
        "to: s3, url: 's3://bucket/../other'",
        "to: zip, path: site.tar",
        "to: netlify, site: ../accounts",
    ],
)
def test_what_could_be_read_as_an_option_or_a_way_out_is_refused(target: str) -> None:
    (problem,) = told(target)
    assert problem.code in ("wrong-value", "bad-address")


@pytest.mark.parametrize(
    "remote",
    [
        "git@git.example.org:campaign/site.git",
        "ssh://git@git.example.org:2222/campaign/site.git",
        "https://git.example.org/campaign/site.git",
        "/srv/git/site.git",
        "../site.git",
        "file:///srv/git/site.git",
    ],
)
def test_repositories_are_named_as_git_names_them(remote: str) -> None:
    assert told(f"to: git, remote: '{remote}'") == []


def test_a_variable_for_one_target_alone() -> None:
    assert own_variable("mirror-2", "GIT_TOKEN") == "HANDBILL_MIRROR_2_GIT_TOKEN"


def test_whether_browsers_keep_a_copy() -> None:
    def keeps(**more: object) -> bool:
        return Campaign.model_validate({"title": "a", **more}).kept_by_readers

    assert keeps()
    assert keeps(offline={"budget": 500})
    assert not keeps(risk="high")
    assert not keeps(offline="no")
    assert keeps(risk="high", offline="yes")
