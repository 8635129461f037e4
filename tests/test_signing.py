"""Signatures over SHA256SUMS: made, checked, and refused where they are not what they seem."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import EnvironmentFault
from generator.signing import check, sign

COMMENT = "amina@kitchen-computer"
DATA = b"0" * 64 + b"  index.html\n"


class Pair(NamedTuple):
    """A private key's file, and its public one's."""

    private: Path
    public: Path

    @property
    def line(self) -> str:
        """The public key alone, as it is passed on in a message."""
        text = self.public.read_text().splitlines()[-1]
        return " ".join(text.split()[:2])


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    """A key of each kind that needs no device, and an SSH key of somebody else."""
    folder = tmp_path_factory.mktemp("keys")
    return {
        "ed25519": _ssh(folder / "ed25519", "ed25519"),
        "ecdsa": _ssh(folder / "ecdsa", "ecdsa"),
        "rsa": _ssh(folder / "rsa", "rsa"),
        "other": _ssh(folder / "other", "ed25519"),
        "locked": _ssh(folder / "locked", "ed25519", "a long passphrase"),
        "minisign": _minisign(folder / "minisign"),
        "other minisign": _minisign(folder / "other-minisign"),
    }


def _ssh(file: Path, kind: str, passphrase: str = "") -> Pair:
    assert shutil.which("ssh-keygen"), "install it: apt install openssh-client"
    shortest = ["-b", "2048"] if kind == "rsa" else []  # the quickest to make
    named = ["-t", kind, *shortest, "-C", COMMENT, "-N", passphrase, "-f", str(file)]
    subprocess.run(["ssh-keygen", "-q", *named], check=True)
    return Pair(file, file.with_name(f"{file.name}.pub"))


def _minisign(file: Path) -> Pair:
    assert shutil.which("minisign"), "install it: apt install minisign"
    pair = Pair(file, file.with_name(f"{file.name}.pub"))
    named = ["-p", str(pair.public), "-s", str(pair.private)]
    subprocess.run(["minisign", "-G", "-W", *named], check=True, capture_output=True)
    return pair


@pytest.fixture
def sums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A SHA256SUMS; whatever is signed or checked leaves nothing where temporary files go."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    file = tmp_path / "site" / "SHA256SUMS"
    file.parent.mkdir()
    file.write_bytes(DATA)
    yield file
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa", "minisign"])
def test_what_is_signed_is_found_good(kind: str, pairs: dict[str, Pair], sums: Path) -> None:
    pair = pairs[kind]
    made = sign(sums, str(pair.private))
    assert made.name == ("SHA256SUMS.minisig" if kind == "minisign" else "SHA256SUMS.sig")
    assert sorted(path.name for path in made.parent.iterdir()) == ["SHA256SUMS", made.name]
    for key in (str(pair.public), pair.line):
        verdict = check(DATA, made.read_bytes(), key)
        assert (verdict.good, verdict.trusted) == (True, True), verdict.why
        assert verdict.who in verdict.why


@pytest.mark.parametrize("kind", ["ed25519", "minisign"])
def test_a_signature_over_other_bytes_is_not_good(
    kind: str, pairs: dict[str, Pair], sums: Path
) -> None:
    made = sign(sums, str(pairs[kind].private)).read_bytes()
    verdict = check(DATA.replace(b"index", b"Index"), made, pairs[kind].line)
    assert (verdict.good, verdict.trusted) == (False, False)


@pytest.mark.parametrize(
    ("kind", "other", "good"),
    [("ed25519", "other", True), ("minisign", "other minisign", None), ("rsa", "minisign", True)],
)
def test_a_signature_by_somebody_else_is_not_trusted(
    kind: str, other: str, good: bool | None, pairs: dict[str, Pair], sums: Path
) -> None:
    made = sign(sums, str(pairs[kind].private)).read_bytes()
    verdict = check(DATA, made, pairs[other].line)
    assert (verdict.good, verdict.trusted) == (good, False)


def test_without_a_key_it_is_told_whose_it_is(pairs: dict[str, Pair], sums: Path) -> None:
    verdict = check(DATA, sign(sums, str(pairs["ed25519"].private)).read_bytes(), None)
    told = subprocess.run(
        ["ssh-keygen", "-l", "-f", str(pairs["ed25519"].public)], capture_output=True, text=True
    ).stdout
    assert (verdict.good, verdict.trusted) == (True, None)
    assert verdict.who in told.split()


def test_minisign_tells_nothing_without_its_key(pairs: dict[str, Pair], sums: Path) -> None:
    verdict = check(DATA, sign(sums, str(pairs["minisign"].private)).read_bytes(), None)
    assert (verdict.good, verdict.trusted) == (None, None)
    assert f" {verdict.who}\n" in pairs["minisign"].public.read_text()


def test_any_of_several_keys_may_have_signed(
    pairs: dict[str, Pair], sums: Path, tmp_path: Path
) -> None:
    """As in a list of allowed signers, where a name stands before each key."""
    lines = ["# who may sign", f"amina@example.org {pairs['other'].line}"]
    file = tmp_path / "signers"
    made = sign(sums, str(pairs["ed25519"].private)).read_bytes()
    file.write_text("\n".join([*lines, f"# {pairs['ed25519'].line}"]))
    assert check(DATA, made, str(file)).trusted is False
    file.write_text("\n".join([*lines, f"team@example.org {pairs['ed25519'].line}"]))
    assert check(DATA, made, str(file)).trusted is True


@pytest.mark.parametrize("kind", ["ed25519", "minisign"])
def test_nothing_in_it_tells_of_the_machine_or_the_time(
    kind: str, pairs: dict[str, Pair], sums: Path
) -> None:
    made = sign(sums, str(pairs[kind].private)).read_bytes()
    blobs = b"".join(
        base64.b64decode(b"".join(made.split(b"\n")[1:-2])) for _ in range(kind == "ed25519")
    )
    for word in (b"kitchen", b"amina", b"timestamp", str(sums.parent).encode()):
        assert word not in made + blobs
    assert sign(sums, str(pairs[kind].private)).read_bytes() == made


def test_a_key_in_the_agent_signs(
    pairs: dict[str, Pair], sums: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its line alone: the private key need not lie anywhere."""
    folder = tempfile.mkdtemp(dir="/tmp")  # the path of a socket must be short
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", f"{folder}/s"], stdout=subprocess.DEVNULL)
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", f"{folder}/s")
        for _ in range(500):
            if Path(folder, "s").exists():
                break
            time.sleep(0.02)
        key = str(pairs["ed25519"].private)
        subprocess.run(["ssh-add", "-q", key], check=True, capture_output=True)
        made = sign(sums, pairs["ed25519"].line).read_bytes()
        assert check(DATA, made, pairs["ed25519"].line).trusted is True
        with pytest.raises(EnvironmentFault, match="only the public key"):
            sign(sums, pairs["other"].line)
    finally:
        agent.terminate()
        agent.wait()
        shutil.rmtree(folder)


@pytest.mark.parametrize("key", ["locked", "open", "missing", "public minisign", "text", "nothing"])
def test_who_cannot_sign_is_told_why_and_nothing_of_the_machine(
    key: str, pairs: dict[str, Pair], sums: Path, tmp_path: Path
) -> None:
    shutil.copy(pairs["ed25519"].private, tmp_path / "open")
    (tmp_path / "open").chmod(0o644)
    (tmp_path / "text").write_text("hello")
    named = {
        "locked": str(pairs["locked"].private),
        "public minisign": str(pairs["minisign"].public),
        "nothing": "",
    }
    with pytest.raises(EnvironmentFault) as caught:
        sign(sums, named.get(key, str(tmp_path / key)))
    told = f"{caught.value} {caught.value.hint}"
    assert str(tmp_path) not in told
    assert COMMENT not in told
    assert caught.value.hint
    assert [path.name for path in sums.parent.iterdir()] == ["SHA256SUMS"]


@pytest.mark.parametrize(
    "key", ["", "ssh-ed25519", "RWQ", "~nobody", "\0", "x" * 5000, "ssh-rsa AAAA"]
)
def test_what_is_no_public_key_is_said_to_be_none(key: str) -> None:
    with pytest.raises(EnvironmentFault, match="no public key"):
        check(DATA, b"", key)


@pytest.mark.parametrize(
    "before",
    [
        "amina@example.org cert-authority ",
        'amina@example.org namespaces="file,git" ',
        'amina@example.org valid-before="20200101" ',
        'amina@example.org namespaces="handbill",valid-after="20200101" ',
        "@revoked example.org ",
    ],
)
def test_a_key_that_is_not_good_for_everything_is_not_taken(
    before: str, pairs: dict[str, Pair]
) -> None:
    with pytest.raises(EnvironmentFault, match="not good for everything"):
        check(DATA, b"", before + pairs["ed25519"].line)


@pytest.mark.parametrize("before", ["", "amina@example.org ", '* namespaces="file,handbill" '])
def test_a_list_of_signers_names_keys(
    before: str, pairs: dict[str, Pair], sums: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "allowed_signers"
    listed.write_text(f"# valid-before=\n{before}{pairs['ed25519'].line} valid-before=\n")
    made = sign(sums, str(pairs["ed25519"].private)).read_bytes()
    assert check(sums.read_bytes(), made, str(listed)).trusted is True


@pytest.mark.parametrize("kind", ["ed25519", "minisign"])
def test_a_private_key_is_not_asked_for(kind: str, pairs: dict[str, Pair]) -> None:
    with pytest.raises(EnvironmentFault, match="private key"):
        check(DATA, b"", str(pairs[kind].private))


def test_a_missing_program_is_named(
    pairs: dict[str, Pair], sums: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sign(sums, str(pairs["ed25519"].private)).read_bytes()
    monkeypatch.setenv("PATH", "")
    verdict = check(DATA, made, pairs["ed25519"].line)
    assert (verdict.good, verdict.trusted) == (None, False)
    assert "openssh-client" in verdict.why
    for kind in ("ed25519", "minisign"):
        with pytest.raises(EnvironmentFault, match="is not installed"):
            sign(sums, str(pairs[kind].private))


def test_a_signature_for_another_purpose_is_not_good(pairs: dict[str, Pair]) -> None:
    """The same key signs commits and mail: none of those signatures may stand for a site."""
    asked = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(pairs["ed25519"].private)]
    made = subprocess.run(asked, input=DATA, capture_output=True, check=True).stdout
    assert check(DATA, made, pairs["ed25519"].line).good is False


def test_no_changed_signature_is_good(pairs: dict[str, Pair], sums: Path) -> None:
    for kind in ("ed25519", "minisign"):
        made = sign(sums, str(pairs[kind].private)).read_bytes()
        start = made.index(b"\n") + 20
        for at in range(start, start + 60, 20):
            other = bytearray(made)
            other[at] = ord("A") if made[at] != ord("A") else ord("B")
            verdict = check(DATA, bytes(other), pairs[kind].line)
            assert verdict.good is not True or verdict.trusted is False


SSH = b"-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n"


@settings(max_examples=60)
@given(
    st.binary(max_size=60)
    | st.binary(max_size=60).map(lambda raw: SSH % base64.b64encode(raw))
    | st.binary(max_size=60).map(lambda raw: SSH % base64.b64encode(b"SSHSIG\0\0\0\1\0\0" + raw))
    | st.sampled_from([b"untrusted comment: x\n%s\ntrusted comment: y\n%s\n" % (b"A" * 100, b"A")])
)
def test_no_signature_of_a_stranger_raises(signature: bytes) -> None:
    assert check(DATA, signature, None).good is not True
