"""Configurations of servers are whole, hold for the site's own addresses, and refuse odd ones."""

from __future__ import annotations

import json
import tomllib

import pytest

from conftest import MakeSite
from generator.build import Options, prepare
from generator.cli import hosting as command
from generator.cli import main
from generator.problems import EnvironmentFault, Problem
from generator.render.hosting import SERVERS, configuration
from sites import NOW, BuiltSite

ONION = "http://" + "a" * 56 + ".onion"
URL = "https://campaign.example.org/"
MOVED = "---\ntitle: About\naliases: [/old.html]\n---\n\nText.\n"


def said(site: BuiltSite, server: str) -> str | Problem:
    book = prepare(site.root, Options(site.output, NOW, kit=False)).book
    assert book
    return configuration(book, server)


def printed(site: BuiltSite, server: str) -> str:
    text = said(site, server)
    assert isinstance(text, str), text
    return text


def settings(url: str = URL, onion: str = ONION) -> str:
    return f"title: A campaign\nurl: {url}\nonion: {onion}\n"


@pytest.fixture
def campaign(site: MakeSite) -> BuiltSite:
    return site({"site.yaml": settings(), "content/about.md": MOVED})


def test_the_command_knows_every_server() -> None:
    assert tuple(SERVERS) == command.SERVERS


@pytest.mark.parametrize("server", SERVERS)
def test_every_configuration_has_the_policy_and_what_else_is_sent(
    campaign: BuiltSite, server: str
) -> None:
    text = printed(campaign, server)
    wanted = ["default-src 'none'", "frame-ancestors 'none'", "nosniff", "no-referrer", "DENY"]
    assert [
        words for words in wanted if words not in text.replace("ContentTypeOptions", "nosniff")
    ] == []
    assert ("upgrade-insecure-requests" in text) is (server != "onion")
    assert "{{" not in text.replace("{{}", "")
    assert "&#" not in text
    assert "&quot" not in text
    # Of the servers, S3 has pages that lead on, and Cloudflare reads another file for it.
    assert ("about.html" in text) is (server not in ("s3", "cloudflare"))
    assert (ONION in text) is True


def test_no_configuration_holds_anybody_to_tls_unasked(campaign: BuiltSite) -> None:
    for server in SERVERS:
        lines = [line for line in printed(campaign, server).splitlines() if "max-age=63" in line]
        assert all(line.strip().startswith("#") for line in lines), server


def test_what_programs_read_is_what_they_can_read(campaign: BuiltSite) -> None:
    policy = json.loads(printed(campaign, "s3"))
    assert policy["CustomHeadersConfig"]["Quantity"] == len(policy["CustomHeadersConfig"]["Items"])
    assert policy["SecurityHeadersConfig"]["FrameOptions"]["FrameOption"] == "DENY"
    netlify = tomllib.loads(printed(campaign, "netlify"))
    assert netlify["headers"][0]["values"]["Onion-Location"] == ONION
    assert netlify["redirects"] == [{"from": "/old.html", "to": "/about.html", "status": 301}]


def test_a_site_without_onion_and_address(site: MakeSite) -> None:
    bare = site({"site.yaml": "title: A campaign\n"})
    for server in SERVERS:
        text = printed(bare, server)
        assert "Onion-Location" not in text
        assert "campaign.example.org" in text or server in ("netlify", "cloudflare")
    assert json.loads(printed(bare, "s3"))["CustomHeadersConfig"]["Quantity"] == 2


def test_names_are_written_as_machines_take_them(site: MakeSite) -> None:
    arabic = site({"site.yaml": settings("https://حملة.example.org/")})
    assert "server_name xn--ogbh3ed.example.org;" in printed(arabic, "nginx")
    assert "map $uri $xn_ogbh3ed_example_org_keeping" in printed(arabic, "nginx")
    assert "$xn_ogbh3ed_example_org_onion_keeping" in printed(arabic, "onion")


def test_a_site_without_tls_sends_nobody_there(site: MakeSite) -> None:
    plain = site({"site.yaml": settings("http://campaign.example.org/")})
    assert "upgrade-insecure-requests" not in printed(plain, "nginx")


@pytest.mark.parametrize(
    ("url", "onion"),
    [
        ('https://example.org/";}/', ONION),
        ("https://example.org/$host/", ONION),
        ("https://example.org/%22;}/", ONION),
        ("https://example.org/%0a/", ONION),
        (URL, 'http://example.onion/";add_header'),
        (URL, "http://example.onion/$uri"),
        (URL, "http://example.onion/{}"),
    ],
)
def test_an_address_is_never_taken_for_commands(site: MakeSite, url: str, onion: str) -> None:
    odd = site({"site.yaml": settings(f"'{url}'", f"'{onion}'")})
    for server in ("nginx", "caddy"):
        with pytest.raises(EnvironmentFault, match="cannot stand in a server's configuration"):
            said(odd, server)


def test_a_campaign_can_bring_its_own(site: MakeSite) -> None:
    own = site({"templates/hosts/nginx.conf": "server {{ book.host }}\n"})
    assert printed(own, "nginx") == "server campaign.example.org\n"
    wrong = site({"templates/hosts/nginx.conf": "first\n{{ book.hots }}\n"})
    problem = said(wrong, "nginx")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place.path, problem.place.line) == (
        "template-error",
        "templates/hosts/nginx.conf",
        2,
    )


def test_the_command_prints_the_configuration_and_nothing_else(
    campaign: BuiltSite, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["headers", "caddy", "--site", str(campaign.root)])
    out, err = capsys.readouterr()
    assert (end.value.code, err) == (0, "")
    assert out == printed(campaign, "caddy")
    assert not campaign.output.exists()


def test_the_command_tells_what_is_wrong_with_the_site(
    site: MakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = site({"content/index.md": "---\ntitle: [\n---\n"})
    with pytest.raises(SystemExit) as end:
        main(["headers", "nginx", "--site", str(broken.root)])
    out, err = capsys.readouterr()
    assert end.value.code == 2
    assert "yaml-syntax" in err
    assert "server {" not in out


def test_settings_in_the_output_are_those_that_are_printed(campaign: BuiltSite) -> None:
    campaign.build()
    assert campaign.out("_headers") in printed(campaign, "cloudflare")
    assert campaign.out(".htaccess") in printed(campaign, "apache")


def test_an_onion_address_cannot_break_htaccess(site: MakeSite) -> None:
    odd = site({"site.yaml": settings(onion="'http://example.onion/%41\"\\'")})
    odd.build()
    line = next(line for line in odd.out(".htaccess").splitlines() if "Onion-Location" in line)
    assert line.startswith('Header always set Onion-Location "http://example.onion/%%41%%22%%5C" ')
