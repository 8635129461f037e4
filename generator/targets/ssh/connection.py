"""A connection over SSH by a library: made when it is needed, made again where it was lost.

The library works in an event loop; it turns in a thread here, so that several threads may ask.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import asyncssh

from generator.kinds.deployment import SshTarget
from generator.targets.faults import DeployFault
from generator.targets.ssh import faults
from generator.targets.ssh.shell import shell_line

_T = TypeVar("_T")
_CONNECT_SECONDS = 20
_OPENING_SECONDS = 60.0
_HASHING_SECONDS = 1800.0
_AT_ONCE = 1 << 18
_LONGEST_ANSWER = 1 << 28  # bytes: that many list a million files
# It would name logins and servers.
asyncssh.set_log_level("CRITICAL")
_LOST = (
    asyncssh.SFTPNoConnection,
    asyncssh.SFTPConnectionLost,
    asyncssh.ChannelOpenError,
    asyncssh.DisconnectError,
    ConnectionError,
    # A call that was waiting when the connection went is told so.
    asyncio.CancelledError,
)
# A login that ends in another program: it refuses, is silent, ends, or says other things.
_NO_SFTP = (asyncssh.SFTPError, asyncssh.ChannelOpenError, TimeoutError)
_FULL = (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)


class NotThere(DeployFault):
    """What was asked for is not at the server."""


class Connection:
    """To one server. Every method raises DeployFault, and Passing where the line broke."""

    def __init__(self, settings: SshTarget, environ: Mapping[str, str]) -> None:
        self._settings = settings
        self._home = Path(environ.get("HOME", "~")).expanduser()
        self._knows_another = False
        self._line: asyncssh.SSHClientConnection | None = None
        self._sftp: asyncssh.SFTPClient | None = None
        self._one_at_a_time = asyncio.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def sftp(self, call: Callable[[asyncssh.SFTPClient], Awaitable[_T]]) -> _T:
        """What `call` makes of the client. Raises NotThere where that found something missing."""

        async def made() -> _T:
            line, client = await self._open()
            try:
                return await call(client)
            except _LOST:
                self._forget(line)
                raise

        return self._wait(made())

    def run(self, script: str, *, patience: float = _HASHING_SECONDS) -> bytes | None:
        """What a script says that the server's shell runs; None: it fails, or there is no shell."""

        async def made() -> bytes | None:
            line, _ = await self._open()
            try:
                async with asyncio.timeout(patience):
                    return await _said(line, shell_line(script))
            except TimeoutError:
                return None

        return self._wait(made())

    def close(self) -> None:
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> tuple[asyncssh.SSHClientConnection, asyncssh.SFTPClient]:
        async with self._one_at_a_time:
            if self._line is None or self._sftp is None:
                line = await asyncssh.connect(**self._options())
                self._sftp = await self._files_of(line)
                self._line = line
            return self._line, self._sftp

    async def _files_of(self, line: asyncssh.SSHClientConnection) -> asyncssh.SFTPClient:
        """Raises what came in between; the connection is at its end then."""
        try:
            # A login may end in a program that never says a word.
            async with asyncio.timeout(_OPENING_SECONDS):
                return await line.start_sftp_client()
        except BaseException as error:
            is_refused = isinstance(error, _NO_SFTP) and not line.is_closed()
            line.abort()
            if is_refused:
                raise faults.no_sftp(self._settings) from None
            raise

    def _options(self) -> dict[str, Any]:
        """As the system's ssh would have them; but a key that is not known is never taken."""
        folder = self._home / ".ssh"
        config = folder / "config"
        given: dict[str, Any] = {
            "config": [str(config)] if config.is_file() else None,
            "host": faults.bare_host(self._settings),
            "connect_timeout": _CONNECT_SECONDS,
            "login_timeout": _CONNECT_SECONDS,
            "keepalive_interval": 15,
            "password_auth": False,
            "kbdint_auth": False,
            "agent_forwarding": False,
        }
        if self._settings.port:
            given["port"] = self._settings.port
        if self._settings.user:
            given["username"] = self._settings.user
        # The library takes 'no list of known hosts' for 'trust everybody'.
        listed = self._as_set_up(given).known_hosts
        files = listed if isinstance(listed, list) and listed else [folder / "known_hosts"]
        trusted = [str(path) for path in files if Path(str(path)).is_file()]
        given["known_hosts"] = trusted or b""
        given["client_factory"] = partial(_Strict, given["known_hosts"], self._note_change)
        return given

    def _as_set_up(self, given: dict[str, Any]) -> asyncssh.SSHClientConnectionOptions:
        """What the settings come to; keys that they name and that are not there are left out."""
        with suppress(FileNotFoundError):
            return asyncssh.SSHClientConnectionOptions(**given)
        plain = asyncssh.SSHClientConnectionOptions(**given, client_keys=None)
        named = map(Path, cast(Sequence[str], plain.config.get("IdentityFile", ())))
        given["client_keys"] = [str(path) for path in named if path.expanduser().is_file()]
        try:
            return asyncssh.SSHClientConnectionOptions(**given)
        except FileNotFoundError:
            raise faults.unreadable(self._settings) from None

    def _note_change(self, is_known: bool) -> None:
        self._knows_another = is_known

    def _forget(self, line: asyncssh.SSHClientConnection) -> None:
        if self._line is line:
            line.abort()
            self._line = self._sftp = None

    async def _end(self) -> None:
        if self._line is not None:
            self._line.close()
            await self._line.wait_closed()
            self._line = self._sftp = None

    def _wait(self, call: Coroutine[Any, Any, _T]) -> _T:
        waiting = asyncio.run_coroutine_threadsafe(call, self._loop)
        try:
            return waiting.result()
        except (asyncssh.Error, OSError, asyncio.CancelledError) as error:
            raise self._told(error) from None
        except ValueError:
            # A key with a passphrase, or a line of a file that is not as it should be.
            raise faults.unreadable(self._settings) from None

    def _told(self, error: BaseException) -> DeployFault:
        if isinstance(error, asyncssh.PermissionDenied):
            return faults.no_login(self._settings)
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            another = faults.changed_key if self._knows_another else faults.unknown_key
            return another(self._settings)
        if isinstance(error, asyncssh.KeyExchangeFailed):
            # It offers no kind of key that the one we know is of.
            return faults.changed_key(self._settings)
        if isinstance(error, asyncssh.SFTPNoSuchFile):
            return NotThere(*faults.refused("there is no such file", self._settings).args)
        if isinstance(error, _FULL):
            return faults.full(self._settings)
        if isinstance(error, asyncssh.SFTPBadMessage):
            return faults.no_sftp(self._settings)
        if isinstance(error, asyncssh.SFTPError) and not isinstance(error, _LOST):
            return faults.refused(error.reason, self._settings)
        if isinstance(error, _LOST) and not isinstance(error, ConnectionRefusedError):
            return faults.broken(self._settings)
        return faults.unreachable(self._settings)


async def _said(line: asyncssh.SSHClientConnection, command: str) -> bytes | None:
    """Its output where it ends well, and comes to an end at all."""
    heard = bytearray()
    async with line.create_process(command, stdin=asyncssh.DEVNULL, encoding=None) as running:
        while part := await running.stdout.read(_AT_ONCE):
            heard += part
            if len(heard) > _LONGEST_ANSWER:
                return None
        await running.wait(check=False)
        return bytes(heard) if running.exit_status == 0 else None


class _Strict(asyncssh.SSHClient):
    """Is asked about a key that is not known: refuses it, and tells whether another one is."""

    def __init__(self, trusted: Sequence[str] | bytes, tell: Callable[[bool], None]) -> None:
        self._trusted = trusted
        self._tell = tell

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        known, *_ = asyncssh.match_known_hosts(self._trusted, host, addr, port)
        self._tell(bool(known))
        return False
