"""Ports that are taken, names that are answered to, and the address for others."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from generator.problems import EnvironmentFault
from generator.serve import address as addresses
from generator.serve.address import Address, listen, picture


def close(sockets: list[socket.socket]) -> None:
    for one in sockets:
        one.close()


def test_any_port_listens_on_loopback_alone() -> None:
    sockets, address = listen(0, None)
    try:
        assert address.port > 0
        assert {one.getsockname()[0] for one in sockets} <= {"127.0.0.1", "::1"}
        assert {one.getsockname()[1] for one in sockets} == {address.port}
    finally:
        close(sockets)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "[::1]"])
def test_loopback_by_name_is_no_sharing(host: str) -> None:
    sockets, address = listen(0, host)
    close(sockets)
    assert address.host == ""


def test_a_port_that_is_taken_is_passed_over_unless_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(addresses, "USUAL_PORT", taken)
        sockets, address = listen(None, None)
        close(sockets)
        assert taken < address.port < taken + 50
        with pytest.raises(EnvironmentFault, match=f"port {taken} is taken") as fault:
            listen(taken, None)
        assert "--port" in fault.value.hint
        monkeypatch.setattr(addresses, "_PORTS_TRIED", 1)
        with pytest.raises(EnvironmentFault, match="all taken"):
            listen(None, None)


def test_a_port_taken_on_the_other_loopback_is_taken_too() -> None:
    """Or 'localhost' would lead some browsers to somebody else."""
    try:
        other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        return  # No IPv6 here: nobody can be there.
    with closing(other), pytest.raises(EnvironmentFault, match="is taken"):
        listen(other.getsockname()[1], None)


def test_an_address_that_is_not_ours_is_a_fault() -> None:
    with pytest.raises(EnvironmentFault, match=r"this machine is not '192\.0\.2\.7'"):
        listen(0, "192.0.2.7")


def test_every_address_is_shown_by_one_that_others_can_use() -> None:
    sockets, address = listen(0, "0.0.0.0")
    close(sockets)
    assert address.host not in ("", "0.0.0.0")
    assert f"{address.host.lower()}:{address.port}" in address.hosts
    assert f"0.0.0.0:{address.port}" not in address.hosts


def test_names_and_addresses() -> None:
    assert Address(80).hosts >= {"localhost", "localhost:80", "127.0.0.1", "[::1]:80"}
    assert Address(8000, "Laptop.local").hosts == {
        "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "laptop.local:8000",
    }  # fmt: skip
    assert Address(8000).local() == "http://127.0.0.1:8000/"
    assert Address(8000, "laptop").public("t") == "http://laptop:8000/?token=t"


def test_the_picture_is_light_on_dark_on_every_terminal() -> None:
    lines = picture("http://192.168.1.5:8000/?token=abc").splitlines()
    assert len(lines) > 12
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in lines)
