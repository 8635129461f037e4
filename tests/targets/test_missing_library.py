"""A library that is not installed is told of; a mistake of ours is not taken for one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.kinds.deployment import S3Target, SshTarget
from generator.targets.faults import DeployFault
from generator.targets.s3 import open_s3
from generator.targets.ssh.opening import open_ssh
from targets.releases import around

SSH = {"to": "ssh", "host": "host.example.org", "path": "/srv/site"}


def _open(kind: str, root: Path) -> None:
    if kind == "s3":
        open_s3(S3Target.model_validate({"to": "s3", "url": "s3://bucket"}), around(root))
        return
    how = {"in_place": "true"} if kind == "in place" else {"over": "sftp"}
    open_ssh(SshTarget.model_validate(SSH | how), around(root))


@pytest.mark.parametrize(
    ("kind", "missing", "named"),
    [
        ("sftp", "generator.targets.ssh.connection", "asyncssh"),
        ("in place", "generator.targets.ssh.store", "asyncssh"),
        ("s3", "obstore.exceptions", "obstore"),
    ],
)
def test_what_is_not_installed_is_told_of(
    kind: str, missing: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, missing, raising=False)
    monkeypatch.setitem(sys.modules, named, None)
    with pytest.raises(DeployFault) as caught:
        _open(kind, tmp_path)
    assert "pip install" in caught.value.hint


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        ("sftp", "generator.targets.ssh.sftp"),
        ("in place", "generator.targets.ssh.store"),
        ("s3", "generator.nowhere"),
    ],
)
def test_a_mistake_of_ours_is_none(
    kind: str, ours: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, ours, None)
    if kind == "s3":
        broken = type(sys)("obstore.exceptions")
        broken.__getattr__ = _fails  # type: ignore[method-assign]
        monkeypatch.setitem(sys.modules, "obstore.exceptions", broken)
    with pytest.raises(ModuleNotFoundError, match="generator"):
        _open(kind, tmp_path)


def _fails(name: str) -> None:
    raise ModuleNotFoundError("No module named 'generator.nowhere'", name="generator.nowhere")
