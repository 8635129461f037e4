"""What hosts can do, which one serves a target, and what is said of what they cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from check import made
from check.made import page, site
from generator.check import hosts
from generator.kinds.deployment import ServedBy
from generator.problems import Problem, Severity


def found(deploy: dict[str, Any], files: dict[str, str | bytes] | None = None) -> list[Problem]:
    outputs = {"index.html": page(), **(files or {})}
    return made.found(hosts.check, outputs, site(deploy=deploy))


GIT = {"to": "git", "branch": "pages"}
NETLIFY = {"to": "netlify", "site": "example"}
NEOCITIES = {"to": "neocities"}


def test_every_host_that_can_be_named_is_known() -> None:
    assert set(get_args(ServedBy)) - {""} <= set(hosts.HOSTS)
    assert all(host.remains for host in hosts.HOSTS.values())


@pytest.mark.parametrize(
    ("settings", "host"),
    [
        ({**GIT, "remote": "https://github.com/example/site.git"}, "github-pages"),
        ({**GIT, "remote": "git@github.com:example/site.git"}, "github-pages"),
        ({**GIT, "remote": "ssh://git@gitlab.com/example/site.git"}, "gitlab-pages"),
        ({**GIT, "remote": "git@codeberg.org:example/site.git"}, "codeberg-pages"),
        ({**GIT, "remote": "git@github.com.example.org:example/site.git"}, ""),
        ({**GIT, "remote": "https://example.org/github.com/site.git"}, ""),
        ({**GIT, "remote": "git@notgithub.com:example/site.git"}, ""),
        ({**GIT, "remote": "/srv/git/site.git", "served_by": "nginx"}, "nginx"),
        (
            {
                **GIT,
                "remote": "git@github.com:example/site.git",
                "served_by": "cloudflare-pages",
            },
            "cloudflare-pages",
        ),
        ({"to": "ssh", "host": "example.org", "path": "/srv/www/site"}, ""),
        ({"to": "ssh", "host": "example.org", "path": "/srv/www", "served_by": "caddy"}, "caddy"),
        ({"to": "s3", "url": "s3://example"}, "s3"),
        (NETLIFY, "netlify"),
        (NEOCITIES, "neocities"),
        ({"to": "webdav", "url": "https://example.org/dav/"}, "webdav"),
        ({"to": "folder", "path": "../out"}, ""),
        ({"to": "zip", "path": "site.zip"}, ""),
    ],
)
def test_the_host_follows_from_the_target(settings: dict[str, Any], host: str) -> None:
    campaign = site(deploy={"live": settings}).campaign
    assert hosts.host_of(campaign.deploy["live"]) == host


def test_a_host_without_headers_is_told_of_by_its_target() -> None:
    (problem,) = found({"live": {**GIT, "remote": "git@github.com:example/site.git"}})
    assert problem.code == "host-limit"
    assert problem.severity is Severity.NOTE
    assert problem.place.path == "site.yaml"
    assert problem.message.startswith("deploy.live: GitHub Pages sends no headers")
    assert "policy inside of each page still holds" in problem.hint


@pytest.mark.parametrize(
    "settings",
    [
        NETLIFY,
        {"to": "ssh", "host": "example.org", "path": "/srv/www/site", "served_by": "nginx"},
        {"to": "ssh", "host": "example.org", "path": "/srv/www/site"},
        {"to": "folder", "path": "../out"},
    ],
)
def test_nothing_is_said_where_nothing_lacks(settings: dict[str, Any]) -> None:
    assert found({"live": settings}) == []


def test_files_that_a_host_refuses_are_named_by_sort() -> None:
    files = {
        "kit/all.zip": b"",
        "take-action/x.ics": "",
        "y.ICS": "",
        "SHA256SUMS": "",
        "a.css": "",
        ".htaccess": "",
        "_headers": "",
    }
    told = {problem.message: problem.hint for problem in found({"live": NEOCITIES}, files)}
    (message,) = [message for message in told if "paying" in message]
    assert message.endswith("takes some files of paying sites only: .ICS, .ics, .zip, SHA256SUMS")
    assert "nothing is published while they are there" in told[message]
    assert any("404.html" in message for message in told)
    assert [p.message for p in found({"live": NEOCITIES}) if "paying" in p.message] == []


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"most_files": 2}, "the site has 3 files, and Netlify takes 2"),
        ({"most_bytes": 3_000_000}, "the site has 4 MB, and Netlify takes 3 MB"),
        ({"largest": 1_000_000}, "b.png has 2 MB, and Netlify takes files up to 1 MB"),
        ({"most_files": 3, "most_bytes": 5_000_000, "largest": 3_000_000}, ""),
    ],
)
def test_a_site_that_is_too_large_for_its_host(
    monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], words: str
) -> None:
    narrow = {**hosts.HOSTS, "netlify": replace(hosts.HOSTS["netlify"], **limits)}
    monkeypatch.setattr(hosts, "HOSTS", narrow)
    files: dict[str, str | bytes] = {"a.png": bytes(1_500_000), "b.png": bytes(2_000_000)}
    said = [problem.message for problem in found({"live": NETLIFY}, files)]
    assert said == ([f"deploy.live: {words}"] if words else [])
