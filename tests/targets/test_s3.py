"""Buckets of two servers, one of which checks signatures; and what is said when they refuse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from generator.deploy.confirm import confirm
from generator.deploy.state import State
from generator.kinds.deployment import S3Target
from generator.targets import faults
from generator.targets.faults import DeployFault, Passing
from generator.targets.file_by_file import MARKER
from generator.targets.s3 import open_s3
from generator.targets.target import Mark, Target
from servers.between import Between, between
from servers.moto import moto
from servers.rclone import KEY, SECRET, Served, rclone
from targets.releases import around, deploy, release, site

_BUCKETS = 20
KEYS = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_PAUSES", (0.0,) * 4)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("s3")
    for number in range(_BUCKETS):
        (folder / f"bucket-{number}").mkdir()
    with rclone("s3", folder) as served:
        yield served


@pytest.fixture(scope="module")
def middle(server: Served) -> Iterator[Between]:
    with between(server.url) as one:
        yield one


@pytest.fixture
def bucket(server: Served, middle: Between) -> Path:
    """The folder of a bucket that is empty yet."""
    middle.spoil = lambda method, path: None
    return next(folder for folder in sorted(server.folder.iterdir()) if not any(folder.iterdir()))


def opened(
    url: str, endpoint: str, root: Path, environ: dict[str, str] = KEYS, **more: Any
) -> Target:
    more |= {"endpoint": endpoint} if endpoint else {}
    settings = S3Target(to="s3", url=url, **more)
    return open_s3(settings, around(root, **environ))


def stands(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_bucket_holds_one_release_after_another(
    server: Served, bucket: Path, tmp_path: Path
) -> None:
    target = opened(f"s3://{bucket.name}", server.url, tmp_path)
    for version, expected in ((1, State.EMPTY), (2, State.OURS)):
        new = release(tmp_path / str(version), site(version))
        state, changes = deploy(target, new)
        assert state is expected
        assert stands(bucket) == {path: new.read(path) for path in new.files}
        live = confirm(target, new, changes)
        assert live.unfinished is None
        page = new.read("index.html")
        assert live.files is not None
        md5 = hashlib.md5(page, usedforsecurity=False).hexdigest()
        assert live.files["index.html"] == Mark(len(page), md5)


def test_a_folder_of_a_bucket(server: Served, bucket: Path, tmp_path: Path) -> None:
    beside = opened(f"s3://{bucket.name}/another", server.url, tmp_path)
    deploy(beside, release(tmp_path / "other", site(2)))
    target = opened(f"s3://{bucket.name}/a/site/", server.url, tmp_path)
    new = release(tmp_path / "1", site(1))
    assert deploy(target, new)[0] is State.EMPTY
    assert stands(bucket / "a" / "site") == {path: new.read(path) for path in new.files}
    assert (bucket / "another" / "index.html").exists()
    assert not (bucket / "index.html").exists()


def test_another_server_serves_it_as_it_should(tmp_path: Path) -> None:
    with moto("bucket") as url:
        target = opened("s3://bucket", url, tmp_path, region="eu-west-1")
        deploy(target, release(tmp_path / "1", site(1)))
        new = release(tmp_path / "2", site(2))
        state, changes = deploy(target, new)
        assert state is State.OURS
        confirm(target, new, changes)
        page = found(url, "bucket", "ü/page-1.html")
        assert page["Body"].read() == new.read("ü/page-1.html")
        assert (page["ContentType"], page["CacheControl"]) == (
            "text/html; charset=utf-8",
            "no-cache",
        )
        style = found(url, "bucket", "assets/site.0000000002.css")
        assert style["ContentType"] == "text/css; charset=utf-8"
        assert style["CacheControl"] == "public, max-age=31536000, immutable"


def found(url: str, bucket: str, path: str) -> dict[str, Any]:
    """An object as another client sees it."""
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "eu-west-1"}
    answer: dict[str, Any] = boto3.client("s3", endpoint_url=url, **keys).get_object(
        Bucket=bucket, Key=path
    )
    return answer


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({**KEYS, "AWS_SECRET_ACCESS_KEY": "not-the-secret"}, "the secret key is wrong"),
        ({**KEYS, "AWS_ACCESS_KEY_ID": "NOTTHEKEY"}, "it does not know the key"),
        ({"AWS_ACCESS_KEY_ID": KEY}, "the environment has no AWS_SECRET_ACCESS_KEY"),
        ({**KEYS, "HANDBILL_LIVE_AWS_SECRET_ACCESS_KEY": "not-this"}, "the secret key is wrong"),
    ],
)
def test_a_wrong_key(
    server: Served, bucket: Path, tmp_path: Path, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(DeployFault, match=said) as caught:
        deploy(
            opened(f"s3://{bucket.name}", server.url, tmp_path, environ),
            release(tmp_path / "1", site(1)),
        )
    told = f"{caught.value} {caught.value.hint}"
    assert not [secret for secret in environ.values() if secret in told]
    assert stands(bucket) == {}


def test_no_such_bucket(server: Served, tmp_path: Path) -> None:
    with pytest.raises(DeployFault, match="there is no such bucket"):
        opened("s3://nowhere", server.url, tmp_path).look()


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(Passing, match="cannot be reached"):
        opened("s3://bucket", "http://127.0.0.1:9", tmp_path).look()


def test_an_open_connection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeployFault, match="would not be encrypted"):
        opened("s3://bucket", "http://store.example.org", tmp_path)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (507, "it is full"),
        (403, "the key may not do this"),
        (500, r"fails \(500\)"),
        ("cut", "cannot be reached"),
        ("http://127.0.0.1:9", r"refuses this \(307\)"),
    ],
)
def test_a_fault_in_the_middle_leaves_the_site_as_it_was(
    server: Served, middle: Between, bucket: Path, tmp_path: Path, answer: int | str, said: str
) -> None:
    target = opened(f"s3://{bucket.name}", middle.url, tmp_path)
    deploy(target, release(tmp_path / "1", site(1)))
    before = stands(bucket)
    middle.once("PUT", "photo-3.txt", answer, times=1000)
    with pytest.raises(DeployFault, match=said) as caught:
        deploy(target, release(tmp_path / "2", site(2)))
    assert SECRET not in f"{caught.value} {caught.value.hint}"
    after = stands(bucket)
    assert after["assets/photo-3.txt"] == before["assets/photo-3.txt"]
    assert {p: d for p, d in after.items() if p.endswith(".html")} == {
        p: d for p, d in before.items() if p.endswith(".html")
    }
    middle.spoil = lambda method, path: None
    new = release(tmp_path / "3", site(3))
    assert deploy(target, new)[0] is State.UNFINISHED
    assert stands(bucket) == {path: new.read(path) for path in new.files}


@pytest.mark.parametrize("answer", [500, 503, 429, "cut"])
def test_what_passes_is_waited_for(
    middle: Between, bucket: Path, tmp_path: Path, answer: int | str
) -> None:
    target = opened(f"s3://{bucket.name}", middle.url, tmp_path)
    middle.once("PUT", ".html", answer, times=4)
    new = release(tmp_path / "1", site(1))
    deploy(target, new)
    assert stands(bucket) == {path: new.read(path) for path in new.files}


def test_a_hostile_listing_is_harmless(middle: Between, bucket: Path, tmp_path: Path) -> None:
    target = opened(f"s3://{bucket.name}", middle.url, tmp_path)
    deploy(target, release(tmp_path / "1", site(1)))
    keys = "".join(
        f"<Contents><Key>{key}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified>"
        "</Contents>"
        for key in ("../../etc/passwd", "/etc/passwd", "a/../../b")
    )
    listing = f"<ListBucketResult><IsTruncated>false</IsTruncated>{keys}</ListBucketResult>"
    middle.spoil = lambda method, path: _ok(listing) if "list-type" in path else None
    with pytest.raises(DeployFault, match="cannot be read"):
        target.look()
    assert MARKER not in stands(bucket)


def _ok(listing: str) -> bytes:
    return listing.encode()


@pytest.mark.parametrize(
    ("url", "environ", "said"),
    [
        ("gs://bucket", {}, "has no GOOGLE_APPLICATION_CREDENTIALS"),
        ("gs://bucket", {"GOOGLE_APPLICATION_CREDENTIALS": "/nowhere/key.json"}, "not of the form"),
        (
            "az://pages",
            {"AZURE_STORAGE_ACCOUNT_NAME": "account"},
            "has no AZURE_STORAGE_ACCOUNT_KEY",
        ),
        (
            "az://pages",
            {"AZURE_STORAGE_ACCOUNT_NAME": "account", "AZURE_STORAGE_ACCOUNT_KEY": "no base 64!"},
            "not of the form",
        ),
    ],
)
def test_other_stores_say_what_they_need(
    tmp_path: Path, url: str, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(DeployFault, match=said) as caught:
        opened(url, "", tmp_path, environ)
    assert "/nowhere" not in f"{caught.value} {caught.value.hint}"
