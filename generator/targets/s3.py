"""A bucket of S3, of a store that speaks like it, of Google's or of Azure's; by obstore."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from generator.kinds.deployment import S3Target
from generator.targets.faults import DeployFault, Passing
from generator.targets.file_by_file import FileByFile
from generator.targets.http import is_local
from generator.targets.store import ContentKind
from generator.targets.target import Mark, Surroundings, Target

if TYPE_CHECKING:
    from obstore.store import AzureConfig, GCSConfig, ObjectStore, S3Config, S3Credential

_T = TypeVar("_T")
_STATUS = re.compile(r"status code: (\d{3})")
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_MISSING = "obstore is not installed, which publishing to a bucket needs"

# What a store calls its refusal: what it means, and what to do.
_REFUSALS = {
    "NoSuchBucket": ("there is no such bucket", "make it at the store, or correct 'url'"),
    "ContainerNotFound": ("there is no such container", "make it at the store, or correct 'url'"),
    "SignatureDoesNotMatch": ("the secret key is wrong", "set AWS_SECRET_ACCESS_KEY anew"),
    "InvalidAccessKeyId": ("it does not know the key", "set AWS_ACCESS_KEY_ID anew"),
    "ExpiredToken": ("the key has expired", "set new ones in the environment"),
    "InvalidToken": ("the session token is wrong", "set AWS_SESSION_TOKEN anew, or unset it"),
    "AccessDenied": ("the key may not do this", "let it list, read, write and delete there"),
    "AllAccessDisabled": ("the account is closed", "ask the store"),
    "RequestTimeTooSkewed": ("this machine's clock is wrong", "set it right"),
    "QuotaExceeded": ("it is full", "make room there, or raise its limit"),
    "InsufficientStorage": ("it is full", "make room there, or raise its limit"),
    "XMinioStorageFull": ("it is full", "make room there, or raise its limit"),
    "PermanentRedirect": ("the bucket is in another region", "name it below 'region'"),
    "AuthorizationHeaderMalformed": ("the region is wrong", "name the bucket's below 'region'"),
}
_STATUSES = {
    "401": ("it does not accept the key", "set new ones in the environment"),
    "403": ("the key may not do this", "let it list, read, write and delete there"),
    "404": ("there is no such bucket", "make it at the store, or correct 'url'"),
    "413": ("a file is too large for it", "publish smaller files"),
    "507": ("it is full", "make room there, or raise its limit"),
}
_PASSING = {"408", "425", "429", "500", "502", "503", "504"}


def open_s3(settings: S3Target, around: Surroundings) -> Target:
    """The bucket as a target. Raises DeployFault where a key or the library is missing."""
    _refuse_open(settings.endpoint)
    # The library is an extra, and slow to load: other targets do without.
    try:
        from obstore.exceptions import BaseError
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "obstore":
            raise  # a mistake of ours, which no installing mends
        raise DeployFault(_MISSING, "run: pip install 'handbill[s3]'") from error
    scheme, bucket, folder = _parts(settings.url)
    try:
        store = _OPENERS[scheme](bucket, folder, settings, around)
    except (BaseError, ValueError):
        message = f"{settings.url}: a key in the environment is not of the form that it should have"
        raise DeployFault(message, "set it anew") from None
    return FileByFile(Bucket(store, settings.url), around, settings.leave)


class Bucket:
    """A store of objects, by their paths below a prefix."""

    def __init__(self, store: ObjectStore, where: str) -> None:
        self.where = where
        self._store = store

    def list(self) -> Mapping[str, Mark]:
        import obstore

        found = self._try(obstore.list(self._store).collect)
        return {one["path"]: Mark(one["size"], (one["e_tag"] or "").strip('"')) for one in found}

    def get(self, path: str) -> bytes | None:
        import obstore

        try:
            return self._try(lambda: bytes(obstore.get(self._store, path).bytes()))
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes, kind: ContentKind) -> None:
        import obstore

        served = {"Content-Type": kind.media_type, "Cache-Control": kind.cache}
        # In one request: of an upload in parts, an interrupted one leaves parts that are paid for.
        self._try(
            lambda: obstore.put(
                self._store, path, data, attributes=dict(served), use_multipart=False
            )
        )

    def remove(self, paths: Sequence[str]) -> None:
        import obstore

        try:
            self._try(lambda: obstore.delete(self._store, [*paths]))
        except FileNotFoundError:
            return

    def close(self) -> None:
        """Nothing is held open."""

    def _try(self, call: Callable[[], _T]) -> _T:
        """What `call` returns. Raises FileNotFoundError where it is an object that is missing."""
        from obstore.exceptions import BaseError

        try:
            return call()
        except (BaseError, OSError) as error:
            raise self._fault(error) from None

    def _fault(self, error: Exception) -> Exception:
        """What to say; never the library's own words, which are long and hold the request."""
        said = str(error)
        code = _first(_CODE, said)
        status = _first(_STATUS, said)
        if isinstance(error, FileNotFoundError) and code not in _REFUSALS:
            return error
        if code in _REFUSALS or (status in _STATUSES and not code):
            meaning, hint = _REFUSALS.get(code) or _STATUSES[status]
            return DeployFault(f"{self.where}: {meaning}", hint)
        told = ", ".join(filter(None, (code, status)))
        if status in _PASSING:
            return Passing(f"{self.where} fails ({told})", "deploy again in some minutes")
        if status:
            return DeployFault(f"{self.where} refuses this ({told})", _LOOK)
        if "HTTP error" in said or "request" in said:
            return Passing(f"{self.where} cannot be reached", _NETWORK)
        return DeployFault(f"{self.where} gave an answer that cannot be read", _LOOK)


_LOOK = "look at 'url', 'endpoint' and 'region' in site.yaml"
_NETWORK = "look whether the network is there and 'endpoint' is right, and deploy again"


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _parts(url: str) -> tuple[str, str, str | None]:
    """Scheme, bucket and the folder within it."""
    scheme, _, rest = url.partition("://")
    bucket, _, folder = rest.partition("/")
    return scheme, bucket, folder.strip("/") or None


def _refuse_open(endpoint: str) -> None:
    """Raises DeployFault for an address on whose way everybody could read and change the files."""
    if endpoint and urlsplit(endpoint).scheme != "https" and not _is_here(endpoint):
        hint = "use an endpoint that begins with https://"
        raise DeployFault("the connection to the store would not be encrypted", hint)


def _is_here(endpoint: str) -> bool:
    return is_local(urlsplit(endpoint).hostname or "")


def _manners(endpoint: str) -> dict[str, Any]:
    """How to ask: not again, as that is done above, and long enough for a file on a slow line."""
    client = {"timeout": "5min", "connect_timeout": "15s", "allow_http": _is_here(endpoint)}
    return {"client_options": client, "retry_config": {"max_retries": 0}}


def _s3(bucket: str, folder: str | None, settings: S3Target, around: Surroundings) -> ObjectStore:
    from obstore.store import S3Store

    keys: S3Credential = {
        "access_key_id": around.secrets.need("AWS_ACCESS_KEY_ID"),
        "secret_access_key": around.secrets.need("AWS_SECRET_ACCESS_KEY"),
        "token": around.secrets.get("AWS_SESSION_TOKEN") or None,
        "expires_at": None,
    }
    said: S3Config = {
        "region": settings.region or around.environ.get("AWS_REGION") or "us-east-1",
        # A name with dots is no name of a server that the store's certificate would stand for.
        "virtual_hosted_style_request": not settings.endpoint and "." not in bucket,
        "skip_signature": False,
    }
    if settings.endpoint:
        said["endpoint"] = settings.endpoint.rstrip("/")
    # Keys go this way because the library would mix single ones with others of the environment.
    manners = _manners(settings.endpoint)
    return S3Store(bucket, prefix=folder, config=said, credential_provider=lambda: keys, **manners)


def _google(
    bucket: str, folder: str | None, settings: S3Target, around: Surroundings
) -> ObjectStore:
    from obstore.store import GCSStore

    hint = "it is the path of a service account's JSON file"
    path = around.secrets.need("GOOGLE_APPLICATION_CREDENTIALS", hint)
    said: GCSConfig = {"application_credentials": path}
    if settings.endpoint:
        said["base_url"] = settings.endpoint.rstrip("/")
    return GCSStore(bucket, prefix=folder, config=said, **_manners(settings.endpoint))


def _azure(
    bucket: str, folder: str | None, settings: S3Target, around: Surroundings
) -> ObjectStore:
    from obstore.store import AzureStore

    said: AzureConfig = {"account_name": around.secrets.need("AZURE_STORAGE_ACCOUNT_NAME")}
    if token := around.secrets.get("AZURE_STORAGE_SAS_TOKEN"):
        said["sas_key"] = token
    else:
        said["account_key"] = around.secrets.need("AZURE_STORAGE_ACCOUNT_KEY")
    if settings.endpoint:
        said["endpoint"] = settings.endpoint.rstrip("/")
    return AzureStore(bucket, prefix=folder, config=said, **_manners(settings.endpoint))


_OPENERS = {"s3": _s3, "gs": _google, "az": _azure}
