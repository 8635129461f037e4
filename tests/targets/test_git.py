"""A branch as a target: against bare repositories on the disk, over sshd and over HTTP."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.kinds.deployment import GitTarget
from generator.targets import faults
from generator.targets.faults import DeployFault
from generator.targets.git.branch import GitBranch, open_git
from generator.targets.git.faults import Moved, Refused
from generator.targets.plan import Plan, plan
from generator.targets.release import Release
from generator.targets.secrets import Secrets
from generator.targets.target import Surroundings
from generator.write.manifest import MANIFEST
from servers.git_remote import GitHttp, Remote, bare, git_http
from servers.sshd import Sshd, make_key, sshd
from targets.releases import release

TOKEN = "a-token-that-nobody-may-see"
FIRST = {"index.html": "<p>one", "about.html": "<p>about", "assets/a.css": "a{}", "يا.html": "x"}
SECOND = {"index.html": "<p>two", "assets/b.css": "b{}", "يا.html": "x"}

# What git would take for the author if it were asked to, and where it would look.
TRAPS = {
    "GIT_AUTHOR_NAME": "Amina Trap",
    "GIT_COMMITTER_NAME": "Amina Trap",
    "GIT_AUTHOR_EMAIL": "trap@example.org",
    "GIT_COMMITTER_EMAIL": "trap@example.org",
    "GIT_AUTHOR_DATE": "2001-02-03T04:05:06+0330",
    "EMAIL": "trap@example.org",
    "GIT_DIR": "/nonexistent",
    "GIT_WORK_TREE": "/nonexistent",
    "GIT_SSH_COMMAND": "false",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "user.name",
    "GIT_CONFIG_VALUE_0": "Amina Trap",
    "TZ": "Asia/Tehran",
}
TRAP_CONFIG = """[user]
name = Amina Trap
email = trap@example.org
[commit]
gpgSign = true
[core]
autocrlf = true
hooksPath = {hooks}
"""

Open = Callable[..., GitBranch]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0,))


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    return bare(tmp_path / "remote.git")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens targets, each with a private folder by its name."""
    made: list[GitBranch] = []

    def open_one(
        where: object, *, name: str = "live", keep: int = 5, domain: str = "", **environ: str
    ) -> GitBranch:
        settings = GitTarget(to="git", remote=str(where), domain=domain)
        inherited = {**os.environ, **environ}
        private = tmp_path / "private" / name
        secrets = Secrets(name, inherited)
        around = Surroundings(name, tmp_path, private, secrets, keep, inherited)
        target = open_git(settings, around)
        assert isinstance(target, GitBranch)
        made.append(target)
        return target

    yield open_one
    for target in made:
        target.close()


def publish(target: GitBranch, what: Release) -> Plan:
    """As the line of a deploy does it."""
    live = target.look()
    changes = plan(what.files, {path: (mark.size, "") for path, mark in (live.files or {}).items()})
    target.publish(what, changes, live, lambda _: None)
    return changes


def test_a_branch_is_the_release_and_nothing_else(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    what = release(tmp_path / "one", FIRST)
    target = opened(remote.path)
    assert target.look() == target.look()
    assert (target.look().manifest, target.look().files, target.look().version) == (None, {}, "")
    publish(target, what)
    assert remote.files() == {
        ".nojekyll": b"",
        **{path: what.read(path) for path in what.files},
    }
    live = target.look()
    assert live.version == remote.tip()
    assert live.manifest == what.read(MANIFEST)
    assert {path: mark.size for path, mark in (live.files or {}).items()} == {
        path: size for path, (size, _) in what.files.items()
    }
    assert target.read("index.html") == b"<p>one"
    assert target.read("nothing.html") is None


def test_only_what_is_new_is_sent(tmp_path: Path, remote: Remote, opened: Open) -> None:
    many = {f"assets/{n}.bin": os.urandom(3000) for n in range(60)}
    target = opened(remote.path)
    publish(target, release(tmp_path / "one", {**FIRST, **many}))
    before = _size(remote)
    publish(target, release(tmp_path / "two", {**FIRST, **many, "index.html": "<p>three"}))
    assert _size(remote) - before < 20_000
    # A machine that has published nothing yet sends no more.
    before = _size(remote)
    other = opened(remote.path, name="other")
    publish(other, release(tmp_path / "three", {**FIRST, **many, "index.html": "<p>four"}))
    assert _size(remote) - before < 20_000


def _size(remote: Remote) -> int:
    return sum(path.stat().st_size for path in remote.path.rglob("*") if path.is_file())


def test_each_release_stands_alone_and_names_nobody(
    tmp_path: Path, remote: Remote, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, hooks = tmp_path / "home", tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "post-commit", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/trapped\n")
        (hooks / name).chmod(0o755)
    home.mkdir()
    (home / ".gitconfig").write_text(TRAP_CONFIG.format(hooks=hooks))
    target = opened(remote.path, HOME=str(home), XDG_CONFIG_HOME=str(home), **TRAPS)
    for number, files in enumerate((FIRST, {**SECOND, "crlf.txt": "a\r\nb\n"})):
        publish(target, release(tmp_path / str(number), files))
        commit = remote.git("cat-file", "commit", "gh-pages")
        assert "parent" not in commit
        who = re.findall(r"^(?:author|committer) (.*) \d+ (.*)$", commit, re.MULTILINE)
        assert who == [("site <site@localhost>", "+0000")] * 2
        said = commit.partition("\n\n")[2]
        assert re.fullmatch(r"Publish the site\n\nRoot hash: [0-9a-f]{64}\n", said)
    assert remote.files()["crlf.txt"] == b"a\r\nb\n"
    assert not (tmp_path / "trapped").exists()


def test_the_private_copy_forgets_what_was_taken_down(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    target = opened(remote.path)
    many = {f"assets/{n}.txt": str(n) for n in range(120)}  # so many are kept in another way
    publish(target, release(tmp_path / "one", {**FIRST, **many}))
    known = target.look().files or {}
    # And what was to be published, but never was.
    remote.hook("exit 1")
    with pytest.raises(Refused):
        publish(target, release(tmp_path / "never", {**SECOND, "never.html": "<p>never"}))
    remote.hook("exit 0")
    publish(target, release(tmp_path / "two", SECOND))
    ours = Remote(tmp_path / "private" / "live" / "git")
    listed = ours.git("cat-file", "--batch-all-objects", "--batch-check")
    never = ours.git("hash-object", "--stdin", stdin=b"<p>never").strip()
    assert not [gone for gone in (known["about.html"].tag, never) if gone in listed]
    assert (target.look().files or {})["index.html"].tag in listed


def test_going_back_and_forgetting(tmp_path: Path, remote: Remote, opened: Open) -> None:
    first, second = release(tmp_path / "one", FIRST), release(tmp_path / "two", SECOND)
    target = opened(remote.path)
    publish(target, first)
    assert target.older() == []
    publish(target, second)
    (older,) = target.older()
    assert older.root == first.root
    # Another machine, which has none of the objects.
    other = opened(remote.path, name="other")
    other.go_back(other.older()[0])
    assert other.look().manifest == first.read(MANIFEST)
    assert [one.root for one in other.older()] == [second.root]
    other.forget(other.older())
    assert other.older() == []
    assert remote.files()["index.html"] == b"<p>one"


def test_as_many_releases_stay_as_are_to_be_kept(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    target = opened(remote.path, keep=2)
    roots = []
    for number in range(4):
        what = release(tmp_path / str(number), {"index.html": f"<p>{number}"})
        target._clock = lambda number=number: 1e9 + number  # type: ignore[misc]
        publish(target, what)
        roots.append(what.root)
    assert [older.root for older in target.older()] == [roots[2], roots[1]]
    none = opened(remote.path, keep=0)
    publish(none, release(tmp_path / "last", {"index.html": "<p>last"}))
    assert none.older() == []


def test_a_domain_stands_in_the_branch(tmp_path: Path, remote: Remote, opened: Open) -> None:
    what = release(tmp_path / "one", FIRST)
    target = opened(remote.path, domain="campaign.example.org")
    publish(target, what)
    found = remote.files()
    assert found["CNAME"] == found[".domains"] == b"campaign.example.org\n"
    assert (target.look().files or {}).keys() == what.files.keys()
    # Whoever has set it at the host keeps it.
    publish(opened(remote.path), release(tmp_path / "two", SECOND))
    assert remote.files()["CNAME"] == b"campaign.example.org\n"


def test_a_domain_that_is_set_later_is_something_to_publish(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    what = release(tmp_path / "one", FIRST)
    publish(opened(remote.path), what)
    assert opened(remote.path).look().settled
    target = opened(remote.path, domain="campaign.example.org")
    assert not target.look().settled
    publish(target, what)
    assert target.look().settled
    assert remote.files()["CNAME"] == b"campaign.example.org\n"


def test_files_of_the_site_with_such_names_are_the_sites(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    what = release(tmp_path / "one", {**FIRST, "CNAME": "own.example.org", ".nojekyll": "mine"})
    target = opened(remote.path, domain="campaign.example.org")
    publish(target, what)
    assert remote.files()["CNAME"] == b"own.example.org"
    assert remote.files()[".nojekyll"] == b"mine"
    assert target.look().settled
    assert (target.look().files or {}).keys() == what.files.keys()


def test_whoever_pushes_in_between_is_not_overwritten(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    target = opened(remote.path)
    publish(target, release(tmp_path / "one", FIRST))
    live = target.look()
    theirs = remote.commit({"index.html": b"theirs"}, parent=remote.tip())
    second = release(tmp_path / "two", SECOND)
    with pytest.raises(Moved, match="somebody else has published"):
        target.publish(second, plan(second.files, {}), live, lambda _: None)
    assert remote.tip() == theirs
    assert target.look().version == theirs
    assert target.look().files is not None
    assert target.look().files.keys() == {"index.html"}
    # Who has seen it may replace it, and leaves no past.
    publish(target, second)
    assert "parent" not in remote.git("cat-file", "commit", "gh-pages")


def test_a_branch_that_appears_in_between_is_not_overwritten(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    target = opened(remote.path)
    live = target.look()
    theirs = remote.commit({"index.html": b"theirs"})
    first = release(tmp_path / "one", FIRST)
    with pytest.raises(Moved):
        target.publish(first, plan(first.files, {}), live, lambda _: None)
    assert remote.tip() == theirs


def test_a_protected_branch_stays_as_it_is(tmp_path: Path, remote: Remote, opened: Open) -> None:
    target = opened(remote.path)
    publish(target, release(tmp_path / "one", FIRST))
    before = remote.refs()
    remote.hook(f"echo 'GH006: this branch is protected' >&2\necho {TOKEN} >&2\nexit 1")
    target = opened(remote.path, GIT_TOKEN=TOKEN)
    target._git.secrets.get("GIT_TOKEN")
    with pytest.raises(Refused, match="GH006: this branch is protected") as fault:
        publish(target, release(tmp_path / "two", SECOND))
    assert "protected" in fault.value.hint
    _tells_nothing(fault.value, tmp_path)
    assert remote.refs() == before


@pytest.mark.parametrize("whole", [True, False])
def test_hosts_that_take_branches_alone_get_branches_alone(
    tmp_path: Path, remote: Remote, opened: Open, whole: bool
) -> None:
    """Some refuse the one name, and some the push as a whole."""
    if whole:
        remote.hook("while read a b ref; do case $ref in refs/handbill/*) exit 1;; esac; done")
    else:
        remote.hook("case $1 in refs/handbill/*) exit 1;; esac", "update")
    target = opened(remote.path)
    publish(target, release(tmp_path / "one", FIRST))
    assert list(remote.refs()) == ["refs/heads/gh-pages"]
    assert remote.files()["index.html"] == b"<p>one"
    assert target.older() == []
    assert target.remarks == ["this host keeps no older releases: there is no going back"]


def test_a_file_that_changes_while_it_is_sent(tmp_path: Path, remote: Remote, opened: Open) -> None:
    what = release(tmp_path / "one", FIRST)
    (tmp_path / "one" / "about.html").write_text("changed")
    target = opened(remote.path)
    with pytest.raises(DeployFault, match="has changed since it was built"):
        publish(target, what)
    assert remote.refs() == {}
    publish(target, release(tmp_path / "two", SECOND))
    assert remote.files()["index.html"] == b"<p>two"


def test_a_private_copy_of_a_killed_run_is_used_again(
    tmp_path: Path, remote: Remote, opened: Open
) -> None:
    publish(opened(remote.path), release(tmp_path / "one", FIRST))
    folder = tmp_path / "private" / "live" / "git"
    for lock in ("packed-refs.lock", "shallow.lock", "refs/handbill/live.lock"):
        (folder / lock).parent.mkdir(parents=True, exist_ok=True)
        (folder / lock).write_text("")
    publish(opened(remote.path), release(tmp_path / "two", SECOND))
    assert remote.files()["index.html"] == b"<p>two"


@pytest.mark.parametrize(
    ("name", "content"), [("*.pack", b"PACK"), ("config", b"[["), ("live", b"\0" * 41)]
)
def test_a_private_copy_that_was_damaged_is_made_anew(
    tmp_path: Path, remote: Remote, opened: Open, name: str, content: bytes
) -> None:
    first = release(tmp_path / "one", FIRST)
    publish(opened(remote.path), first)
    (damaged,) = (tmp_path / "private" / "live" / "git").rglob(name)
    damaged.chmod(0o644)
    damaged.write_bytes(content)
    again = opened(remote.path)
    assert again.look().manifest == first.read(MANIFEST)
    publish(again, release(tmp_path / "two", SECOND))
    assert remote.files()["index.html"] == b"<p>two"


def test_without_a_private_folder_nothing_is_left(tmp_path: Path, remote: Remote) -> None:
    around = Surroundings("live", tmp_path, None, Secrets("live", {}))
    target = open_git(GitTarget(to="git", remote=str(remote.path)), around)
    assert isinstance(target, GitBranch)
    publish(target, release(tmp_path / "one", FIRST))
    lent = target._git.folder
    assert lent.stat().st_mode & 0o777 == 0o700
    target.close()
    assert not lent.exists()
    assert remote.files()["index.html"] == b"<p>one"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("{folder}/nowhere.git", "there is no such repository"),
        ("http://git.example.org/site.git", "would not be encrypted"),
        ("https://127.0.0.1:1/site.git", "does not answer"),
        ("ssh://-oProxyCommand=touch%20trapped/x", "git failed: strange hostname"),
    ],
)
def test_addresses_that_lead_nowhere(tmp_path: Path, opened: Open, address: str, says: str) -> None:
    target = opened(address.format(folder=tmp_path), GIT_TOKEN=TOKEN)
    with pytest.raises(DeployFault, match=says) as fault:
        target.look()
    _tells_nothing(fault.value, tmp_path)
    assert not list(tmp_path.rglob("trapped*"))


def test_a_machine_without_git(tmp_path: Path, opened: Open) -> None:
    with pytest.raises(DeployFault, match="git cannot be run"):
        opened("/site.git", PATH=str(tmp_path))


# A shell that lets no file grow beyond some kilobytes; git is told so, and not killed.
NO_ROOM = "trap '' XFSZ; ulimit -f 16"


def test_a_full_disk_here(tmp_path: Path, remote: Remote, opened: Open) -> None:
    target = opened(remote.path)
    publish(target, release(tmp_path / "one", FIRST))
    before = remote.refs()
    tight = tmp_path / "bin" / "git"
    tight.parent.mkdir()
    tight.write_text(f'#!/bin/sh\n{NO_ROOM}\nexec {shutil.which("git")} "$@"\n')
    tight.chmod(0o755)
    full = opened(remote.path, PATH=f"{tight.parent}{os.pathsep}{os.environ['PATH']}")
    large = release(tmp_path / "two", {**SECOND, "large.bin": os.urandom(100_000)})
    with pytest.raises(DeployFault, match="no room left") as fault:
        publish(full, large)
    _tells_nothing(fault.value, tmp_path)
    assert remote.refs() == before
    publish(opened(remote.path), large)
    assert remote.files()["large.bin"] == large.read("large.bin")


def _tells_nothing(fault: DeployFault, tmp_path: Path) -> None:
    told = f"{fault} {fault.hint}"
    assert str(tmp_path) not in told
    assert TOKEN not in told
    assert "/nowhere.git" not in told


@pytest.fixture
def host(tmp_path: Path) -> Iterator[GitHttp]:
    with git_http(tmp_path, TOKEN) as running:
        yield running


def test_over_http_with_a_token(
    tmp_path: Path, remote: Remote, opened: Open, host: GitHttp
) -> None:
    target = opened(host.address(remote), GIT_TOKEN=TOKEN)
    publish(target, release(tmp_path / "one", FIRST))
    publish(target, release(tmp_path / "two", SECOND))
    assert remote.files()["index.html"] == b"<p>two"
    assert set(host.keys) == {f"x-access-token:{TOKEN}"}
    # One's own name, and a key for this target alone.
    host.keys.clear()
    named = opened(host.address(remote), GIT_USER="deploy-1", HANDBILL_LIVE_GIT_TOKEN=TOKEN)
    assert len(named.older()) == 1
    assert set(host.keys) == {f"deploy-1:{TOKEN}"}
    # The private copy holds no key.
    kept = b"".join(p.read_bytes() for p in (tmp_path / "private").rglob("*") if p.is_file())
    assert TOKEN.encode() not in kept
    assert base64.b64encode(f"x-access-token:{TOKEN}".encode()) not in kept


@pytest.mark.parametrize(
    ("token", "status", "says"),
    [
        ("", 0, "does not accept the key"),
        ("another-token", 0, "does not accept the key"),
        (TOKEN, 403, "does not accept the key"),
        (TOKEN, 404, "there is no such repository"),
        (TOKEN, 503, "does not answer"),
    ],
)
def test_a_host_that_refuses(
    tmp_path: Path, remote: Remote, opened: Open, host: GitHttp, token: str, status: int, says: str
) -> None:
    host.status = status
    with pytest.raises(DeployFault, match=says) as fault:
        opened(host.address(remote), GIT_TOKEN=token).look()
    _tells_nothing(fault.value, tmp_path)
    assert "another-token" not in str(fault.value)


def test_the_token_goes_to_no_other_server(
    tmp_path: Path, remote: Remote, opened: Open, host: GitHttp
) -> None:
    with git_http(tmp_path, TOKEN) as other:
        host.status, host.location = 301, other.address(remote) + "/info/refs"
        with pytest.raises(DeployFault, match="another address"):
            opened(host.address(remote), GIT_TOKEN=TOKEN).look()
        assert other.keys == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("ssh") / "server") as running:
        yield running


def _over_ssh(server: Sshd, remote: Remote) -> str:
    return f"ssh://{server.user}@127.0.0.1:{server.port}{remote.path}"


def test_over_ssh(tmp_path: Path, remote: Remote, opened: Open, server: Sshd) -> None:
    target = opened(_over_ssh(server, remote), **server.environ)
    assert server.user + "@" not in target.where
    publish(target, release(tmp_path / "one", FIRST))
    publish(target, release(tmp_path / "two", SECOND))
    assert remote.files()["index.html"] == b"<p>two"
    assert len(target.older()) == 1


def test_keys_that_are_not_known_are_refused(
    tmp_path: Path, remote: Remote, opened: Open, server: Sshd
) -> None:
    target = opened(_over_ssh(server, remote), **server.environ)
    for known in (None, make_key(tmp_path / "another")):
        server.known_hosts.write_text("")
        if known:
            server.trust(known)
        try:
            with pytest.raises(DeployFault, match="key is not the one") as fault:
                target.look()
            assert "fingerprint" in fault.value.hint
            _tells_nothing(fault.value, tmp_path)
            assert not known or server.known_hosts.read_text()
        finally:
            server.trust()
    assert remote.refs() == {}


def test_a_wrong_key(tmp_path: Path, remote: Remote, opened: Open, server: Sshd) -> None:
    make_key(tmp_path / "wrong")
    config = server.config.read_text()
    server.config.write_text(config.replace(str(server.key), str(tmp_path / "wrong")))
    try:
        with pytest.raises(DeployFault, match="does not accept the key") as fault:
            opened(_over_ssh(server, remote), **server.environ).look()
        assert "SSH agent" in fault.value.hint
        _tells_nothing(fault.value, tmp_path)
    finally:
        server.config.write_text(config)


def test_a_connection_that_is_cut(
    tmp_path: Path, remote: Remote, opened: Open, server: Sshd
) -> None:
    """While it is being sent, every time: then the site is as it was, and running again finishes."""
    target = opened(_over_ssh(server, remote), **server.environ)
    publish(target, release(tmp_path / "one", FIRST))
    before = remote.refs()
    remote.hook("kill -9 $PPID; kill -9 $(ps -o ppid= -p $PPID); sleep 1; exit 1")
    second = release(tmp_path / "two", SECOND)
    with pytest.raises(DeployFault, match="broke off") as fault:
        publish(target, second)
    _tells_nothing(fault.value, tmp_path)
    assert remote.refs() == before
    (remote.path / "hooks" / "pre-receive").unlink()
    publish(target, second)
    assert remote.files()["index.html"] == b"<p>two"


def test_a_full_disk_there(tmp_path: Path, remote: Remote, opened: Open) -> None:
    tight = f'ForceCommand sh -c "{NO_ROOM}; eval $SSH_ORIGINAL_COMMAND"'
    large = release(tmp_path / "two", {**SECOND, "large.bin": os.urandom(100_000)})
    with sshd(tmp_path / "full", tight) as full:
        target = opened(_over_ssh(full, remote), **full.environ)
        publish(target, release(tmp_path / "one", FIRST))
        before = remote.refs()
        with pytest.raises(DeployFault, match="no room left") as fault:
            publish(target, large)
        _tells_nothing(fault.value, tmp_path)
    assert remote.refs() == before
    publish(opened(remote.path), large)
    assert remote.files()["large.bin"] == large.read("large.bin")


def test_an_answer_that_is_lost(tmp_path: Path, remote: Remote, opened: Open, server: Sshd) -> None:
    """The branch has changed, and we were cut off before we were told: that is a success."""
    target = opened(_over_ssh(server, remote), **server.environ)
    remote.hook("kill -9 $(ps -o ppid= -p $PPID) $PPID", "post-receive")
    publish(target, release(tmp_path / "one", FIRST))
    assert remote.files()["index.html"] == b"<p>one"


def test_the_commits_are_whole(tmp_path: Path, remote: Remote, opened: Open) -> None:
    target = opened(remote.path)
    for number in range(3):
        publish(target, release(tmp_path / str(number), {**FIRST, "n.html": str(number)}))
    done = subprocess.run(
        ["git", f"--git-dir={remote.path}", "fsck", "--strict", "--no-dangling"],
        check=True,
        capture_output=True,
    )
    assert b"error" not in done.stderr
