"""The workflow of `new --ci`: what it runs, when, and with which secrets; what it never overwrites."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import __version__, default_templates
from generator.kinds.campaign import Campaign
from generator.problems import EnvironmentFault
from generator.scaffold.workflow import HOSTS, put, workflow

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def written(host: str, deploy: dict[str, Any], moments: tuple[datetime, ...] = ()) -> str:
    targets = Campaign.model_validate({"title": "A title", "deploy": deploy}).deploy
    _, data = workflow(host, targets, moments, NOW, "trunk", default_templates(), Path())
    return data.decode()


def steps(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(text)["jobs"]["publish"]["steps"]
    return found


GIT = {"to": "git", "remote": "https://github.com/example/campaign.git"}
SSH = {"to": "ssh", "host": "www.example.org", "path": "/srv/www/campaign"}


@pytest.mark.parametrize("host", HOSTS)
def test_no_placeholder_is_left_and_it_is_yaml(host: str) -> None:
    for deploy in ({}, {"live": GIT}, {"live": SSH, "mirror": {"to": "s3", "url": "s3://a"}}):
        text = written(host, deploy)
        assert not re.search(r"(?<!\$)\{\{", text)
        read = yaml.safe_load(text)
        assert "jobs" in read or "publish" in read or "pages" in read
        assert ("handbill deploy --all --yes" in text) is ("pages" not in read)


def test_without_a_target_gitlab_publishes_by_itself() -> None:
    job = yaml.safe_load(written("gitlab", {}))["pages"]
    assert job["script"][-2:] == ["handbill check", "handbill build --output public"]
    assert job["artifacts"]["paths"] == ["public"]
    assert "pages" not in yaml.safe_load(written("gitlab", {"live": GIT}))


def test_everything_from_elsewhere_is_pinned() -> None:
    for host in HOSTS:
        text = written(host, {"live": SSH})
        assert f"handbill[ssh]=={__version__}" in text
        for used in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", used)
        assert "latest" not in text


def test_it_runs_every_day_and_a_minute_after_each_change() -> None:
    moments = (
        NOW - timedelta(days=1),
        datetime(2026, 6, 30, 23, 59, 30, tzinfo=UTC),
        datetime(2026, 12, 24, 18, tzinfo=UTC),
        NOW + timedelta(days=364),  # a cron has no year
    )
    text = written("github", {"live": GIT}, moments)
    assert re.findall(r'cron: "([^"]+)"', text) == ["17 3 * * *", "0 0 1 7 *", "1 18 24 12 *"]


def test_it_publishes_from_the_branch_that_is_worked_on() -> None:
    for host in ("github", "forgejo"):
        # YAML 1.1 reads the key 'on' as a truth.
        assert yaml.safe_load(written(host, {}))[True]["push"] == {"branches": ["trunk"]}


def test_secrets_are_named_and_given_to_the_one_step_that_needs_them() -> None:
    found = steps(written("github", {"live": GIT, "net": {"to": "netlify", "site": "a-b"}}))
    assert found[-1]["env"] == {
        "GIT_TOKEN": "${{ github.token }}",
        "NETLIFY_AUTH_TOKEN": "${{ secrets.NETLIFY_AUTH_TOKEN }}",
    }
    assert all("env" not in step for step in found[:-1])


def test_no_other_host_is_given_the_jobs_own_token() -> None:
    away = {"to": "git", "remote": "https://git.example.org/campaign/site.git"}
    text = written("github", {"live": away})
    assert steps(text)[-1]["env"] == {"GIT_TOKEN": "${{ secrets.GIT_TOKEN }}"}
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    by_key = written("github", {"live": {**GIT, "remote": "git@github.com:example/campaign.git"}})
    assert "TOKEN" not in by_key


def test_a_bucket_asks_for_what_its_own_store_wants() -> None:
    three = {name: {"to": "s3", "url": f"{name}://a"} for name in ("s3", "gs", "az")}
    assert set(steps(written("github", three))[-1]["env"]) == {
        *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "GOOGLE_APPLICATION_CREDENTIALS"),
        *("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"),
    }


def test_gitlab_says_which_variables_the_project_has_to_have() -> None:
    text = written("gitlab", {"live": SSH, "net": {"to": "netlify", "site": "a-b"}})
    assert text.endswith("(Settings, CI/CD, Variables):\n#   NETLIFY_AUTH_TOKEN\n")
    assert "SSH_KEY and SSH_KNOWN_HOSTS are variables" in text


def test_two_targets_of_a_kind_have_keys_of_their_own() -> None:
    two = {"one": {"to": "s3", "url": "s3://a"}, "two-b": {"to": "s3", "url": "s3://b"}}
    assert set(steps(written("forgejo", two))[-1]["env"]) == {
        f"HANDBILL_{name}_AWS_{key}"
        for name in ("ONE", "TWO_B")
        for key in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")
    }


@pytest.mark.parametrize(
    ("deploy", "agent"),
    [
        ({"live": SSH}, True),
        ({"live": {**GIT, "remote": "git@git.example.org:campaign/site.git"}}, True),
        ({"live": GIT}, False),
    ],
)
def test_an_agent_is_there_where_ssh_wants_a_key(deploy: dict[str, Any], agent: bool) -> None:
    for host in HOSTS:
        assert ("ssh-agent" in written(host, deploy)) is agent


def test_it_may_write_to_the_repository_only_for_a_branch_of_it() -> None:
    assert yaml.safe_load(written("github", {"live": GIT}))["permissions"] == {"contents": "write"}
    assert yaml.safe_load(written("github", {"live": SSH}))["permissions"] == {"contents": "read"}


def test_what_somebody_has_changed_is_not_overwritten(tmp_path: Path) -> None:
    path, data = workflow("github", {}, (), NOW, "main", default_templates(), tmp_path)
    put(tmp_path, path, data)
    put(tmp_path, path, written("github", {"live": GIT}).encode())
    file = tmp_path / path
    file.write_text(file.read_text().replace("30", "31"))
    with pytest.raises(EnvironmentFault, match="changed by hand"):
        put(tmp_path, path, data)
    assert "timeout-minutes: 31" in file.read_text()
