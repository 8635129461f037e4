"""What goes wrong on the way to a server: told in words, and the live site stays as it is."""

from __future__ import annotations

import getpass
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.kinds.deployment import SshTarget
from generator.targets import faults
from generator.targets.faults import DeployFault, Passing
from generator.targets.plan import Plan, plan
from generator.targets.release import Release
from generator.targets.ssh import connection, line
from generator.targets.ssh.opening import open_ssh
from servers.sshd import HOST, Sshd, make_key, sshd
from targets.releases import deploy, release, site
from targets.ssh_sites import at, settings, standing

WAYS = ("rsync", "sftp")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.05, 0.05))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("ssh") / "server") as running:
        yield running


def _plan(new: Release, old: Release) -> Plan:
    return plan(new.files, old.files)


def refusal(running: Sshd, root: Path, over: str) -> tuple[str, str]:
    """Message and hint of what comes of deploying there; neither tells of this machine's user."""
    with pytest.raises(DeployFault) as caught:
        open_ssh(settings(running, root / "site", over=over), at(running, root))
    told = str(caught.value), caught.value.hint
    assert getpass.getuser() not in " ".join(told)
    assert str(running.home) not in " ".join(told)
    assert not (root / "site").exists()
    return told


@pytest.mark.parametrize("over", WAYS)
def test_a_server_whose_key_is_not_known_is_refused(
    server: Sshd, tmp_path: Path, over: str
) -> None:
    server.known_hosts.write_text("")
    try:
        message, hint = refusal(server, tmp_path, over)
    finally:
        server.trust()
    assert "does not know the key" in message
    assert f"ssh-keyscan -p {server.port} {HOST} | ssh-keygen -lf -" in hint
    assert f"ssh -p {server.port} {HOST}" in hint


@pytest.mark.parametrize("over", WAYS)
def test_a_server_with_another_key_is_refused(server: Sshd, tmp_path: Path, over: str) -> None:
    server.trust(make_key(tmp_path / "another"))
    try:
        message, hint = refusal(server, tmp_path, over)
    finally:
        server.trust()
    assert "another key" in message
    assert f"ssh-keygen -R '[{HOST}]:{server.port}'" in hint


@pytest.mark.parametrize("over", WAYS)
def test_no_setting_of_the_machine_makes_an_unknown_key_known(
    server: Sshd, tmp_path: Path, over: str
) -> None:
    config = server.config.read_text()
    lax = "StrictHostKeyChecking no", "UserKnownHostsFile none", "VerifyHostKeyDNS yes"
    known = re.sub(r"UserKnownHostsFile.*", "", config)
    server.config.write_text("\n".join([known, *lax, ""]))
    server.known_hosts.write_text("")
    try:
        assert "does not know the key" in refusal(server, tmp_path, over)[0]
    finally:
        server.config.write_text(config)
        server.trust()


@pytest.mark.parametrize("over", WAYS)
def test_a_wrong_key_is_told_of(server: Sshd, tmp_path: Path, over: str) -> None:
    make_key(tmp_path / "wrong")
    config = server.config.read_text()
    server.config.write_text(config.replace(str(server.key), str(tmp_path / "wrong")))
    try:
        message, hint = refusal(server, tmp_path, over)
    finally:
        server.config.write_text(config)
    assert "does not accept any key" in message
    assert "ssh-add" in hint


@pytest.mark.parametrize("over", WAYS)
def test_a_key_with_a_passphrase_is_for_the_agent(server: Sshd, tmp_path: Path, over: str) -> None:
    locked = tmp_path / "locked"
    locked.write_bytes(server.key.read_bytes())
    locked.chmod(0o600)
    command = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "a passphrase", "-f", str(locked)]
    subprocess.run(command, check=True, capture_output=True)
    config = server.config.read_text()
    server.config.write_text(config.replace(str(server.key), str(locked)))
    try:
        _, hint = refusal(server, tmp_path, over)
    finally:
        server.config.write_text(config)
    assert "ssh-add" in hint


@pytest.mark.parametrize("over", WAYS)
def test_keys_that_are_of_no_use_are_passed_over(server: Sshd, tmp_path: Path, over: str) -> None:
    config = server.config.read_text()
    named = f"IdentityFile {tmp_path / 'missing'}\nIdentityFile {server.key}"
    server.config.write_text(config.replace(f"IdentityFile {server.key}", named))
    try:
        open_ssh(settings(server, tmp_path / "site", over=over), at(server, tmp_path)).close()
    finally:
        server.config.write_text(config)


@pytest.mark.parametrize("program", ["/bin/cat", "/bin/sleep 1000", "/usr/bin/yes", "/bin/true"])
def test_a_login_that_ends_in_a_program_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(line, "_GREETING_SECONDS", 1.5)
    monkeypatch.setattr(connection, "_OPENING_SECONDS", 1.5)
    with sshd(tmp_path / "server", f"ForceCommand {program}") as running:
        with pytest.raises(DeployFault, match="no shell"):
            open_ssh(settings(running, tmp_path / "s", over="rsync"), at(running, tmp_path))
        with pytest.raises(DeployFault, match="gives no SFTP to this login") as caught:
            open_ssh(settings(running, tmp_path / "s", over="sftp"), at(running, tmp_path))
        assert not isinstance(caught.value, Passing)


@pytest.mark.parametrize("over", WAYS)
def test_a_server_that_is_not_there_is_told_of(server: Sshd, tmp_path: Path, over: str) -> None:
    with socket.socket() as closed:
        closed.bind((HOST, 0))
        port = closed.getsockname()[1]
        nobody = SshTarget.model_validate(
            {"to": "ssh", "host": HOST, "port": port, "path": str(tmp_path / "site"), "over": over}
        )
        with pytest.raises(Passing, match="cannot be reached"):
            open_ssh(nobody, at(server, tmp_path)).look()


@pytest.mark.parametrize("over", WAYS)
def test_a_connection_that_is_cut_is_made_again(server: Sshd, tmp_path: Path, over: str) -> None:
    target = open_ssh(settings(server, tmp_path / "site", over=over), at(server, tmp_path))
    one, two = (release(tmp_path / str(n), site(n, pages=10)) for n in (1, 2))
    deploy(target, one)
    cuts: list[int] = []

    def step(size: int) -> None:
        if not cuts:
            cuts.append(server.cut())

    live = target.look()
    changes = _plan(two, one)
    target.publish(two, changes, live, step)
    assert cuts[0] > 0
    assert standing(tmp_path / "site" / "current") == two.root
    target.close()


@pytest.mark.parametrize("over", WAYS)
def test_a_server_that_goes_for_good_leaves_the_live_site(tmp_path: Path, over: str) -> None:
    with sshd(tmp_path / "server") as running:
        target = open_ssh(settings(running, tmp_path / "site", over=over), at(running, tmp_path))
        one, two = (release(tmp_path / str(n), site(n, pages=10)) for n in (1, 2))
        deploy(target, one)
        live = target.look()
        with pytest.raises(Passing, match=r"cannot be reached|broke"):
            target.publish(two, _plan(two, one), live, lambda size: running.stop())
        target.close()
    assert standing(tmp_path / "site" / "current") == one.root


@pytest.mark.parametrize("over", WAYS)
def test_a_full_disk_leaves_the_live_site(tmp_path: Path, over: str) -> None:
    """A limit on the size of files stands for the disk: the server says of it what it says of both."""
    with sshd(tmp_path / "server", largest=20_000) as running:
        target = open_ssh(settings(running, tmp_path / "site", over=over), at(running, tmp_path))
        one = release(tmp_path / "1", site(1))
        two = release(tmp_path / "2", {**site(2), "a.txt": "no room for this " * 4000})
        deploy(target, one)
        with pytest.raises(DeployFault, match=r"is full|refuses") as caught:
            deploy(target, two)
        assert not isinstance(caught.value, Passing)
        assert standing(tmp_path / "site" / "current") == one.root
        # And there is room again for a smaller one.
        three = release(tmp_path / "3", site(3))
        deploy(target, three)
        target.close()
        assert standing(tmp_path / "site" / "current") == three.root
        assert not list(tmp_path.glob("site/releases/.new-*"))
