"""`deploy` as a whole, to folders and zips: what is built, asked, published, kept and told."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from deploy.talking import Talking
from generator.deploy import Ending, Outcome, Wishes
from generator.deploy import deploy as deploy_site
from generator.deploy.addresses import lost_addresses
from generator.model import Places
from generator.options import Options
from generator.problems import EnvironmentFault
from servers.git_remote import bare
from sites import NOW, BuiltSite, small_site

YAML = """\
title: A small campaign
url: https://campaign.example.org/
deploy:
  live: {to: folder, path: ../there/live}
  stick: {to: zip, path: ../there/stick.zip}
"""
AMINA = """\
---
title: What Amina Example saw
description: What she saw from her window.
---

Smoke over the market.
"""
POST = """\
id: window
network: x
author: {{name: Amina Example, handle: amina_example_77}}
posted: 2026-04-30
text: We saw smoke over the market.
consent: {{status: given}}
protect: {protect}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site that has been deployed once: most tests begin with a copy of it."""
    made = small_site(tmp_path_factory.mktemp("deploys") / "campaign", {"site.yaml": YAML})
    made.write({"content/amina.md": AMINA})
    (outcome,) = run(made, Talking())
    assert outcome.ending is Ending.PUBLISHED
    return made


@pytest.fixture
def site(built: BuiltSite, tmp_path: Path) -> BuiltSite:
    shutil.copytree(built.root.parent, tmp_path / "copy", symlinks=True)
    return BuiltSite(tmp_path / "copy/campaign")


def run(
    site: BuiltSite,
    talk: Talking,
    environ: Mapping[str, str] | None = None,
    *,
    strict: bool = False,
    **wishes: object,
) -> list[Outcome]:
    options = Options(site.output, NOW, kit=False, strict=strict)
    return deploy_site(site.root, options, Wishes(**wishes), talk, environ or {}) or []  # type: ignore[arg-type]


def live(site: BuiltSite) -> BuiltSite:
    there = BuiltSite(site.root)
    there.output = site.root.parent / "there/live"
    return there


def test_what_is_there_is_what_was_built(built: BuiltSite) -> None:
    assert live(built).everything() == built.everything()


def test_a_second_deploy_has_nothing_to_do_and_asks_nothing(site: BuiltSite) -> None:
    talk = Talking()
    (outcome,) = run(site, talk)
    assert (outcome.ending, talk.asked, talk.sent) == (Ending.UNCHANGED, [], 0)


def test_the_plan_names_what_changes_and_only_that_is_sent(site: BuiltSite) -> None:
    site.write({"content/amina.md": AMINA.replace("Smoke", "Thick smoke")})
    talk = Talking()
    (outcome,) = run(site, talk, dry=True)
    assert outcome.ending is Ending.PLANNED
    assert outcome.plan is not None
    assert "amina.html" in outcome.plan.changed
    assert "index.html" not in outcome.plan.sent
    assert "Thick" not in live(site).out("amina.html")
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.PUBLISHED
    assert talk.sent == outcome.plan.size if outcome.plan else False
    assert "Thick" in live(site).out("amina.html")


def test_no_is_an_answer(site: BuiltSite) -> None:
    before = live(site).everything()
    site.write({"content/amina.md": AMINA.replace("Smoke", "Thick smoke")})
    (outcome,) = run(site, Talking(yes=False))
    assert outcome.ending is Ending.DECLINED
    assert not outcome.is_good
    assert live(site).everything() == before


@pytest.mark.parametrize("text", ["[a](nowhere.md)", "![](media/none.jpg)"])
def test_a_site_with_errors_is_not_published(site: BuiltSite, text: str) -> None:
    before = live(site).everything()
    site.write({"content/amina.md": AMINA + text})
    talk = Talking()
    assert run(site, talk) == []
    assert talk.found
    assert live(site).everything() == before


def test_drafts_are_never_published(site: BuiltSite) -> None:
    draft = AMINA.replace("---\n\n", "draft: true\n---\n\n")
    site.write({"content/secret.md": draft.replace("Amina", "Bassam")})
    site.build(drafts=True)
    assert site.exists("secret.html")
    run(site, Talking())
    assert not live(site).exists("secret.html")
    assert "Bassam" not in live(site).everything().decode("utf-8", "replace")


def test_what_somebody_else_changed_needs_more_than_a_yes(site: BuiltSite) -> None:
    (live(site).output / "index.html").write_text("<p>Defaced</p>")
    talk = Talking(yes=True, grave=False)
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.DECLINED
    assert any("index.html" in line for line in talk.told)
    assert live(site).out("index.html") == "<p>Defaced</p>"
    (outcome,) = run(site, Talking(grave=True))
    assert outcome.ending is Ending.PUBLISHED
    assert live(site).everything() == site.everything()


def test_somebody_elses_release_needs_more_than_a_yes(site: BuiltSite, tmp_path: Path) -> None:
    shutil.copytree(site.root, tmp_path / "colleague/campaign")
    shutil.rmtree(tmp_path / "colleague/campaign/.handbill")
    (tmp_path / "colleague/there").symlink_to(site.root.parent / "there")
    colleague = BuiltSite(tmp_path / "colleague/campaign")
    colleague.write({"content/amina.md": AMINA.replace("Smoke", "Dust")})
    (theirs,) = run(colleague, Talking())
    assert theirs.ending is Ending.PUBLISHED
    site.write({"content/amina.md": AMINA.replace("Smoke", "Fire")})
    talk = Talking()
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.DECLINED
    assert any("somebody has deployed" in line for line in talk.told)


def test_files_that_are_no_site_are_never_replaced(site: BuiltSite) -> None:
    there = live(site).output
    shutil.rmtree(there)
    there.mkdir()
    (there / "thesis.doc").write_text("years of work")
    (outcome,) = run(site, Talking(grave=True))
    assert outcome.ending is Ending.FAILED
    assert "thesis.doc" in outcome.message
    assert (there / "thesis.doc").read_text() == "years of work"


def test_every_target_is_tried_and_told_of(site: BuiltSite) -> None:
    there = site.root.parent / "there"
    (there / "stick.zip").write_text("somebody's zip")
    site.write({"content/amina.md": AMINA.replace("Smoke", "Dust")})
    text = (site.root / "site.yaml").read_text()
    text = text.replace("deploy:\n", "deploy:\n  first: {to: folder, path: ../there/stick.zip/x}\n")
    (site.root / "site.yaml").write_text(text)
    outcomes = run(site, Talking(), every=True)
    assert [(one.name, one.ending) for one in outcomes] == [
        ("first", Ending.FAILED),
        ("live", Ending.PUBLISHED),
        ("stick", Ending.FAILED),
    ]
    assert (there / "stick.zip").read_text() == "somebody's zip"


def test_going_back_and_forward_again(site: BuiltSite) -> None:
    first = live(site).everything()
    site.write({"content/amina.md": AMINA.replace("Smoke", "Dust")})
    run(site, Talking())
    second = live(site).everything()
    (outcome,) = run(site, Talking(), rollback=True)
    assert outcome.ending is Ending.WENT_BACK
    assert live(site).everything() == first
    talk = Talking()
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.PUBLISHED
    assert live(site).everything() == second


def test_a_page_that_was_taken_down_cannot_come_back(site: BuiltSite) -> None:
    site.write({"content/amina.md": AMINA.replace("Smoke", "Dust")})
    run(site, Talking())
    (site.root / "content/amina.md").unlink()
    talk = Talking()
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.PUBLISHED
    assert any("web archives" in note for note in outcome.notes)
    everything = b"".join(
        p.read_bytes() for p in live(site).output.parent.rglob("*") if p.is_file()
    )
    assert b"from her window" not in everything
    (outcome,) = run(site, Talking(), rollback=True)
    assert outcome.ending is Ending.FAILED
    lost = [problem for problem in talk.found if problem.code == "lost-address"]
    assert [problem.place.line for problem in lost] == [4]
    assert "/amina.html" in lost[0].message


def test_who_is_protected_is_gone_from_every_target_and_release(site: BuiltSite) -> None:
    site.write({"content/posts/window.yaml": POST.format(protect="nothing")})
    there = live(site).output.parent
    run(site, Talking(), every=True)
    assert "amina_example_77" in live(site).everything().decode("utf-8", "replace")
    site.write({"content/posts/window.yaml": POST.format(protect="handle")})
    outcomes = run(site, Talking(), every=True)
    assert {one.ending for one in outcomes} == {Ending.PUBLISHED}
    assert all(any("web archives" in note for note in one.notes) for one in outcomes)
    shutil.unpack_archive(there / "stick.zip", there / "unpacked")
    everything = b"".join(path.read_bytes() for path in there.rglob("*") if path.is_file())
    assert b"amina_example_77" not in everything


def test_a_lost_address_stops_a_strict_deploy(site: BuiltSite) -> None:
    (site.root / "content/amina.md").unlink()
    (outcome,) = run(site, Talking(), strict=True)
    assert outcome.ending is Ending.FAILED
    assert live(site).exists("amina.html")


def test_an_alias_keeps_the_address(site: BuiltSite) -> None:
    (site.root / "content/amina.md").unlink()
    moved = AMINA.replace("---\n\n", "aliases: [/amina.html]\n---\n\n")
    site.write({"content/window.md": moved})
    talk = Talking()
    run(site, talk, strict=True)
    assert [problem for problem in talk.found if problem.code == "lost-address"] == []
    assert live(site).exists("amina.html")


@pytest.mark.parametrize(
    ("name", "message"), [("lvie", "there is no target 'lvie'"), (None, "names no place")]
)
def test_a_target_has_to_be_named(site: BuiltSite, name: str | None, message: str) -> None:
    if name is None:
        site.write({"site.yaml": "title: A small campaign\n"})
    with pytest.raises(EnvironmentFault, match=message):
        run(site, Talking(), name=name)


def test_a_lost_record_loses_nothing(site: BuiltSite) -> None:
    shutil.rmtree(site.root / ".handbill")
    site.write({"content/amina.md": AMINA.replace("Smoke", "Dust")})
    talk = Talking()
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.PUBLISHED
    assert outcome.plan is not None
    assert "index.html" not in outcome.plan.sent


def test_what_nobody_has_looked_through_is_not_published(
    site: BuiltSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"content/secret.md": AMINA.replace("---\n\n", "draft: true\n---\n\n")})
    module = import_module("generator.deploy.finished")
    audit = module.audit_written

    def slow(*given: Any) -> Any:
        found = audit(*given)
        site.build(drafts=True)  # as somebody does who previews in another window
        return found

    monkeypatch.setattr(module, "audit_written", slow)
    before = live(site).everything()
    with pytest.raises(EnvironmentFault, match="changed after it was built"):
        run(site, Talking(grave=True))
    assert live(site).everything() == before


def test_addresses_of_another_campaign_are_not_ours_to_keep(site: BuiltSite) -> None:
    shutil.rmtree(site.root / ".handbill")
    site.write({"site.yaml": YAML.replace("campaign.example", "other.example")})
    (site.root / "content/amina.md").unlink()
    talk = Talking(grave=True)
    (outcome,) = run(site, talk)
    assert (outcome.ending, talk.found) == (Ending.PUBLISHED, [])
    assert any("Another campaign" in asked for asked in talk.asked)


def test_a_thousand_lost_addresses_are_told_in_short(site: BuiltSite) -> None:
    gone = {f"page-{number}.html": (1, "0" * 64) for number in range(1000)}
    place = Places("site.yaml").key("deploy")
    told = list(lost_addresses(gone, {}, {"index.html": "content/index.md"}, place))
    assert len(told) == 101
    assert told[-1].message.startswith("900 more")


def test_names_that_a_terminal_would_obey_are_spelt_out(site: BuiltSite) -> None:
    there = live(site).output
    shutil.rmtree(there)
    there.mkdir()
    (there / "\x1b[31mred").write_text("")
    (outcome,) = run(site, Talking())
    assert "\x1b" not in outcome.message
    assert "red" in outcome.message


def test_going_back_goes_further_back_each_time_and_ends(site: BuiltSite) -> None:
    states = [live(site).everything()]
    for word in ("Dust", "Fire"):
        site.write({"content/amina.md": AMINA.replace("Smoke", word)})
        run(site, Talking())
        states.append(live(site).everything())
    for earlier in (states[1], states[0]):
        (outcome,) = run(site, Talking(), rollback=True)
        assert outcome.ending is Ending.WENT_BACK
        assert live(site).everything() == earlier
    (outcome,) = run(site, Talking(), rollback=True)
    assert "oldest release" in outcome.message
    run(site, Talking())
    assert live(site).everything() == states[2]


def test_a_plan_does_not_name_who_was_protected(site: BuiltSite) -> None:
    page = AMINA.replace("Amina Example", "A neighbour")
    site.write({"content/posts/window.yaml": POST.format(protect="nothing")})
    site.write({"content/amina-example-77.md": page, "content/amina.md": page})
    run(site, Talking())
    assert live(site).exists("amina-example-77.html")
    (site.root / "content/amina-example-77.md").unlink()
    site.write({"content/posts/window.yaml": POST.format(protect="handle")})
    talk = Talking()
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.PUBLISHED
    assert not live(site).exists("amina-example-77.html")
    said = " ".join([*talk.told, *(problem.message + problem.hint for problem in talk.found)])
    assert "amina-example-77" not in said + repr(outcome)
    assert "(a name that is not shown)" in said


def test_a_domain_that_is_set_later_is_published(site: BuiltSite) -> None:
    bare(site.root.parent / "site.git")
    pages = "title: A small campaign\ndeploy:\n  live: {to: git, remote: ../site.git}\n"
    site.write({"site.yaml": pages})
    (outcome,) = run(site, Talking())
    assert outcome.ending is Ending.PUBLISHED
    named = "git, domain: campaign.example.org, address: 'https://campaign.example.org/'"
    site.write({"site.yaml": pages.replace("git,", f"{named},", 1)})
    talk = Talking()
    (outcome,) = run(site, talk)
    assert outcome.ending is Ending.PUBLISHED
    assert "  the site's domain is set" in talk.told
    assert any("handbill verify https://campaign.example.org/" in note for note in outcome.notes)
    (outcome,) = run(site, Talking())
    assert outcome.ending is Ending.UNCHANGED
