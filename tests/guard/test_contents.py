"""Whatever a file is, its texts are read; and what cannot be looked into is said to be closed."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import zipfile
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.guard.contents import TAG, UnsearchableError, texts

NAME = "Amina Example"


def read(data: bytes, path: str = "file") -> str:
    return "\n\n".join(texts(path, data))


def read_or_closed(data: bytes) -> str:
    try:
        return read(data)
    except UnsearchableError as error:
        return str(error)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def tarred_tight(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = gzip.compress(data)
    return data


def png(**text: str) -> bytes:
    info = PngInfo()
    for key, value in text.items():
        info.add_itxt(key, value, zip=True)
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "PNG", pnginfo=info)
    return target.getvalue()


WITH_NAME = {
    "plain": NAME.encode(),
    "utf-16": NAME.encode("utf-16"),
    "utf-16, unmarked": NAME.encode("utf-16-le"),
    "utf-16, the other way round": NAME.encode("utf-16-be"),
    "beside broken bytes": b"\xff\xfe\xfd"[2:] + NAME.encode() + b"\xe9",
    "zip": zipped({"a.txt": NAME.encode()}),
    "zip, by name": zipped({f"{NAME}.txt": b""}),
    "zip, not packed": zipped({"a.txt": NAME.encode()}, zipfile.ZIP_STORED),
    "zip, bzip2": zipped({"a.txt": NAME.encode()}, zipfile.ZIP_BZIP2),
    "zip, lzma": zipped({"a.txt": NAME.encode()}, zipfile.ZIP_LZMA),
    "zip in zip": zipped({"a.zip": zipped({"a.txt": NAME.encode()})}),
    "gzip": gzip.compress(NAME.encode()),
    "bzip2": bz2.compress(NAME.encode()),
    "xz": lzma.compress(NAME.encode()),
    "picture": png(Comment=NAME),
    "address of data": b'<img src="data:image/png;base64,%b">' % base64.b64encode(png(a=NAME)),
    "address of data, unpadded": b"url(data:;base64,%b)"
    % base64.urlsafe_b64encode(NAME.encode()).rstrip(b"="),
    "noise": b"\0\xff\x80\x01" + NAME.encode() + b"\0\xff\xff",
}


@pytest.mark.parametrize("kind", WITH_NAME)
def test_a_name_is_read_in(kind: str) -> None:
    assert NAME in read(WITH_NAME[kind])


@pytest.mark.parametrize("name", ["René Müller", "أمينة", "山田太郎", "Фёдор"])
def test_letters_of_every_script_are_read_in_noise(name: str) -> None:
    assert name in read(b"\0\xff\x80\x01" + name.encode() + b"\0\xff\xff")


def test_latin_letters_of_one_byte_are_read_in_noise() -> None:
    assert "René Müller" in read(b"\0\xff\x01TPE1" + "René Müller, song".encode("latin-1") + b"\0")


def test_noise_holds_hardly_any_short_word() -> None:
    """Else any film or font would be found to hold somebody's name of four letters."""
    noise = b"\0" + Random(1).randbytes(300_000)
    assert sum(map(len, read(noise).split())) < len(noise) / 4


def test_a_tag_stands_within_words_and_between_them() -> None:
    text = read(b'<p title="Noor">A<b>mi</b>na</p><td>1</td><td>Sami</td><td>2</td>')
    assert "Amina" in text.replace(TAG, "")
    assert " Sami " in text.replace(TAG, " ")
    assert "Noor" in text


@pytest.mark.parametrize("path", ["a.ics", "a.VCF"])
def test_lines_folded_within_words_and_letters_are_joined(path: str) -> None:
    folded = b"FN:Am\r\n ina" + b"\r\nNOTE:\xd8\xa3\xd9\r\n \x85\xd9\x8a\xd9\x86\xd8\xa9"
    assert "Amina" in read(folded, path)
    assert "أمينة" in read(folded, path)


def test_a_text_that_begins_like_an_archive_is_a_text() -> None:
    assert read(b"PK is short for Pakistan") == "PK is short for Pakistan"


def lying(size: int) -> bytes:
    """An archive whose member says that it is of `size` bytes, and is of thousands."""
    data = zipped({"a.txt": b"x" * 9000})
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


CLOSED = {
    "zip, cut off": zipped({"a.txt": b"x" * 99})[:60],
    "zip, empty but for its signature": b"PK\x03\x04",
    "zip of lies, small": lying(5),
    "zip of lies, huge": lying(4_000_000_000),
    "zip, locked": zipped({"a": b"x"}).replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"
    ),
    "zip, broken lzma": zipped({"a": b"x" * 99}, zipfile.ZIP_LZMA).replace(
        b"]\0\0", b"\xff\xff\xff"
    ),
    "zip, name of no letters": zipped({"ä": b""}).replace(b"\xc3\xa4", b"\xff\xff"),
    "gzip, cut off": gzip.compress(b"x" * 99)[:-9],
    "bzip2, broken": b"BZh9" + bytes(20),
    "xz, broken": b"\xfd7zXZ\0" + bytes(20),
    "7z": b"7z\xbc\xaf\x27\x1c",
    "rar": b"Rar!\x1a\x07",
    "zstd": b"\x28\xb5\x2f\xfd\0",
    "archives in archives": tarred_tight(b"x", 7),
    "picture, cut off": png()[:-20],
    "picture, broken": png().replace(b"IDAT", b"IDAX"),
    "PDF, cut off": b"%PDF-1.7\n1 0 obj",
}


@pytest.mark.parametrize("kind", CLOSED)
def test_what_cannot_be_looked_into_is_closed(kind: str) -> None:
    with pytest.raises(UnsearchableError):
        read(CLOSED[kind])


def test_what_grows_beyond_measure_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.guard.contents._LARGEST", 10_000)
    for packed in (gzip.compress, bz2.compress, lzma.compress):
        with pytest.raises(UnsearchableError):
            read(packed(bytes(20_000)))
    with pytest.raises(UnsearchableError):
        read(zipped({"a": bytes(20_000)}))


@given(
    st.binary(),
    st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\x89PNG\r\n\x1a\n"]),
)
def test_every_file_is_read_or_closed(data: bytes, signature: bytes) -> None:
    assert isinstance(read_or_closed(signature + data), str)


@given(st.sampled_from(sorted(WITH_NAME)), st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_closed(kind: str, random: Random) -> None:
    data = bytearray(WITH_NAME[kind])
    for _ in range(random.randint(1, 8)):
        data[random.randrange(len(data))] = random.randrange(256)
    assert isinstance(read_or_closed(bytes(data[: random.randint(1, len(data))])), str)


def test_the_reason_never_tells_what_the_file_holds() -> None:
    broken = zipped({f"{NAME}.txt": b"x" * 99}).replace(b"PK\x03\x04", b"PK\x03\x05")
    with pytest.raises(UnsearchableError) as caught:
        read(b"PK\x03\x04" + broken)
    assert NAME not in str(caught.value)
