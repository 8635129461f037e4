"""What git and the hosts complain of, as it is told to somebody who publishes a site."""

from __future__ import annotations

import pytest

from generator.targets.faults import DeployFault, Passing
from generator.targets.git.faults import Moved, NoBranch, Refused, told

UNREADABLE = "fatal: Could not read from remote repository.\n"


@pytest.mark.parametrize(
    ("complaint", "kind", "says"),
    [
        (f"Host key verification failed.\n{UNREADABLE}", DeployFault, "the server's key is not"),
        (f"git@example.org: Permission denied (publickey).\n{UNREADABLE}", DeployFault, "the key"),
        (
            f"ssh: connect to host example.org port 22: Connection timed out\n{UNREADABLE}",
            Passing,
            "answer",
        ),
        (
            f"kex_exchange_identification: Connection closed by remote host\n{UNREADABLE}",
            Passing,
            "answer",
        ),
        (
            "fatal: unable to access 'https://example.org/': Could not resolve host: example.org",
            DeployFault,
            "no server",
        ),
        (
            "fatal: unable to access 'https://example.org/': The requested URL returned error: 502",
            Passing,
            "answer",
        ),
        (
            "fatal: unable to access 'https://example.org/': server certificate verification failed. CAfile: none",
            DeployFault,
            "certificate",
        ),
        (
            "error: RPC failed; curl 56 GnuTLS recv error\nfatal: the remote end hung up unexpectedly",
            Passing,
            "broke off",
        ),
        (
            "fatal: could not read Username for 'https://example.org': terminal prompts disabled",
            DeployFault,
            "the key",
        ),
        (
            "remote: Repository not found.\nfatal: repository 'https://example.org/a/' not found",
            DeployFault,
            "no such repository",
        ),
        ("!\ta:b\t[rejected] (stale info)", Moved, "somebody else"),
        (
            "! [remote rejected] a -> b (cannot lock ref 'b': is at 1 but expected 2)",
            Moved,
            "somebody else",
        ),
        ("fatal: couldn't find remote ref refs/heads/gh-pages", NoBranch, "no such branch"),
        (
            "remote: error: GH006: Protected branch update failed for refs/heads/gh-pages.\n"
            "! [remote rejected] a -> gh-pages (protected branch hook declined)",
            Refused,
            "GH006: Protected branch update failed",
        ),
        (
            "remote: error: File film.mp4 is 110.00 MB; this exceeds the file size limit of 100.00 MB\n"
            "! [remote rejected] a -> b (pre-receive hook declined)",
            DeployFault,
            "too large: File film.mp4 is 110.00 MB",
        ),
        ("fatal: something quite new", DeployFault, "git failed: something quite new"),
        ("", DeployFault, "does not say why"),
    ],
)
def test_causes(complaint: str, kind: type[DeployFault], says: str) -> None:
    fault = told(complaint)
    assert type(fault) is kind
    assert says in str(fault)


def test_places_of_this_machine_are_not_repeated() -> None:
    complaint = "fatal: '/home/amina/site/.git/x' or C:/amina/x is bad \x1b[31m, and /srv/www too"
    said = str(told(complaint, ["C:/amina/x", ""]))
    assert said == "git failed: '…' or … is bad [31m, and … too"


@pytest.mark.parametrize(
    ("complaint", "passing"),
    [
        ("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to git.example.org:443", True),
        ("OpenSSL SSL_connect: Connection reset by peer in connection to git.example.org", True),
        ("gnutls_handshake() failed: The TLS connection was non-properly terminated.", True),
        ("SSL certificate problem: self-signed certificate", False),
        ("error:0A00010B:SSL routines::wrong version number", False),
    ],
)
def test_a_broken_line_is_no_bad_certificate(complaint: str, passing: bool) -> None:
    said = f"fatal: unable to access 'https://git.example.org/a.git/': {complaint}"
    fault = told(said)
    assert isinstance(fault, Passing) is passing
    assert ("certificate" in str(fault)) is not passing
