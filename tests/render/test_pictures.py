"""A picture's variants: which there are, how they are called, and what becomes of a damaged one."""

import hashlib
import os
import subprocess
import sys
import zlib
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from generator.problems import EnvironmentFault, Place
from generator.read.media import Picture, inspect
from generator.render import pictures
from generator.render.pictures import PictureFault, encode, encode_all, variants

PLACE = Place("content/index.md", 7, 3)


def picture(file: Path, width=4000, height=3000, **facts) -> Picture:
    known = {"format": "JPEG", "digest": "0" * 64, "animated": False, "alpha": False}
    return Picture("media/x", file, width, height, **{**known, **facts})


@pytest.fixture
def stored(tmp_path):
    """Saves an image and tells what `inspect` finds."""

    def stored(image: Image.Image, form: str = "PNG", **options) -> Picture:
        file = tmp_path / f"x.{form.lower()}"
        image.save(file, form, **options)
        found = inspect(file, f"media/{file.name}", PLACE)
        assert isinstance(found, Picture)
        return found

    return stored


def widths(found: Picture, form: str) -> list[int]:
    return [variant.width for variant in variants(found) if variant.format == form]


# Which variants there are


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, [1]),
        (300, [300]),
        (480, [480]),
        (599, [599]),
        (600, [480, 600]),
        (1200, [480, 960, 1200]),
        (1700, [480, 960, 1700]),
        (2000, [480, 960, 1600, 2000]),
        (9000, [480, 960, 1600, 2000]),
    ],
)
def test_widths_end_with_the_pictures_own_or_the_cap(width, expected):
    assert widths(picture(Path("x"), width, 900), "WEBP") == expected


@given(width=st.integers(1, 16_383), height=st.integers(1, 16_383))
def test_no_variant_is_larger_than_the_picture_or_of_another_shape(width, height):
    for variant in variants(picture(Path("x"), width, height)):
        assert 1 <= variant.width <= min(width, 2000)
        assert 1 <= variant.height <= height
        assert abs(variant.height - variant.width * height / width) <= 1


@pytest.mark.parametrize(
    ("facts", "fallback"),
    [
        ({"format": "JPEG"}, "JPEG"),
        ({"format": "WEBP"}, "JPEG"),
        ({"format": "WEBP", "alpha": True}, "PNG"),
        ({"format": "GIF"}, "PNG"),
        ({"format": "PNG"}, "PNG"),
        ({"format": "PNG", "size": 100_000}, "PNG"),
        ({"format": "PNG", "size": 15_000_000}, "JPEG"),
        ({"format": "PNG", "size": 15_000_000, "alpha": True}, "PNG"),
    ],
)
def test_the_last_format_is_one_that_every_browser_knows(facts, fallback):
    found = variants(picture(Path("x"), **facts))
    assert list(dict.fromkeys(variant.format for variant in found)) == ["AVIF", "WEBP", fallback]


def test_a_variants_path_says_width_and_format():
    first, *_, last = variants(picture(Path("x")))
    assert first.path.match("media/????????????-480.avif")
    assert (first.mime, last.mime) == ("image/avif", "image/jpeg")
    assert last.path.match("media/????????????-2000.jpg")


def test_names_change_with_the_file_and_with_every_setting(monkeypatch):
    def name(found: Picture) -> str:
        return variants(found)[0].path.name

    here = picture(Path("x"))
    names = {name(here), name(replace(here, digest="1" * 64))}
    for form, options in pictures.SETTINGS.items():
        for key in options:
            changed = {**pictures.SETTINGS, form: {**options, key: "other"}}
            with monkeypatch.context() as patch:
                patch.setattr(pictures, "SETTINGS", changed)
                names.add(name(here))
    monkeypatch.setattr(pictures, "_ENCODER", 99)
    names.add(name(here))
    assert len(names) == 3 + sum(len(options) for options in pictures.SETTINGS.values())


def test_the_name_does_not_tell_where_the_file_lies():
    assert variants(picture(Path("/home/amina/x"))) == variants(picture(Path("x")))


# What they hold


def test_every_variant_is_what_it_says(stored):
    found = stored(Image.effect_noise((1100, 700), 40).convert("RGB"), "JPEG", quality=90)
    wanted = variants(found)
    done = list(encode_all(found, wanted))
    assert [variant for variant, _ in done] == list(wanted)
    for variant, data in done:
        image = Image.open(BytesIO(data))
        assert (image.format, image.size) == (variant.format, (variant.width, variant.height))


def test_one_variant_alone_has_the_same_bytes_as_among_all(stored):
    found = stored(Image.effect_noise((4100, 90), 40).convert("RGB"), "JPEG")
    for variant, data in encode_all(found, variants(found)):
        assert encode(found, variant.width, variant.format) == data


def test_a_picture_is_not_made_larger(stored):
    with pytest.raises(ValueError, match="not 61 pixels wide"):
        encode(stored(Image.new("RGB", (60, 40))), 61, "PNG")


def digests(found: Picture) -> list[str]:
    return [hashlib.sha256(data).hexdigest() for _, data in encode_all(found, variants(found))]


def test_bytes_are_the_same_in_another_process_on_one_processor(stored):
    # Wide enough for an encoder that shares its work among processors to cut it into tiles.
    grey = Image.linear_gradient("L").resize((1300, 620))
    found = stored(Image.merge("RGB", [grey, ImageOps.mirror(grey), ImageOps.flip(grey)]))
    script = """if True:
        import hashlib, os, sys
        from pathlib import Path
        os.cpu_count = lambda: 1
        if hasattr(os, 'sched_setaffinity'):
            os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
        from generator.problems import Place
        from generator.read.media import inspect
        from generator.render.pictures import encode_all, variants
        found = inspect(Path(sys.argv[1]), 'media/x', Place('x'))
        for _, data in encode_all(found, variants(found)):
            print(hashlib.sha256(data).hexdigest())
    """
    done = subprocess.run(
        [sys.executable, "-c", script, str(found.file)],
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Damascus"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == digests(found) == digests(found)


def test_names_are_known_before_pillow_is_loaded():
    script = """if True:
        import sys
        from pathlib import Path
        from generator.read.media import Picture
        from generator.render.pictures import variants
        found = Picture('x', Path('x'), 640, 480, 'PNG', '0' * 64, False, False)
        print(len(variants(found)), 'PIL' in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["6", "False"]


# What goes wrong


def test_damaged_pixels_become_a_problem_for_the_author(stored):
    found = stored(Image.effect_noise((600, 400), 90))
    whole = found.file.read_bytes()
    # The chunk's checksum is right; what it holds is no compressed picture.
    junk = b"IDAT" + bytes(5000)
    checksum = zlib.crc32(junk).to_bytes(4)
    start, end = whole.index(b"IDAT") - 4, whole.index(b"IEND") - 4
    chunk = (len(junk) - 4).to_bytes(4) + junk + checksum
    found.file.write_bytes(whole[:start] + chunk + whole[end:])
    damaged = inspect(found.file, "media/x.png", PLACE)
    with pytest.raises(PictureFault, match=r"'media/x\.png' cannot be decoded") as caught:
        list(encode_all(damaged, variants(damaged)))
    problem = caught.value.problem(PLACE)
    assert (problem.code, problem.place) == ("picture-broken", PLACE)
    assert problem.hint


def test_a_file_that_changed_since_it_was_inspected_is_refused(stored):
    found = stored(Image.new("RGB", (60, 40)))
    found.file.write_bytes(found.file.read_bytes() + b"\0")
    with pytest.raises(PictureFault, match="changed while the site was built"):
        encode(found, 60, "PNG")


def test_a_file_that_vanished_is_the_machines_fault(stored):
    found = stored(Image.new("RGB", (60, 40)))
    found.file.unlink()
    with pytest.raises(EnvironmentFault, match=r"cannot read media/x\.png"):
        encode(found, 60, "PNG")


def test_a_header_that_tells_two_sizes_is_refused_before_decoding(stored):
    found = stored(Image.new("RGB", (60, 40)))
    with pytest.raises(PictureFault):
        encode(replace(found, width=61), 30, "PNG")


def test_what_pillow_warns_of_in_unused_parts_is_not_passed_on(stored):
    found = stored(Image.new("RGB", (60, 40), "#b3001b"))
    whole = found.file.read_bytes()
    frames = b"acTL" + bytes(8)
    chunk = bytes([0, 0, 0, 8]) + frames + zlib.crc32(frames).to_bytes(4)
    found.file.write_bytes(whole[:33] + chunk + whole[33:])
    odd = inspect(found.file, "media/x.png", PLACE)
    assert encode(odd, 60, "WEBP") == encode(odd, 60, "WEBP")


FORMS = ("JPEG", "PNG", "GIF", "WEBP")


def small(form: str) -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_no_damage_raises_anything_but_a_fault(tmp_path_factory, form, data):
    damaged = bytearray(small(form))
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path_factory.mktemp("damaged") / "x"
    file.write_bytes(damaged)
    found = inspect(file, "media/x", PLACE)
    if isinstance(found, Picture):
        with suppress(PictureFault):
            done = encode(found, min(found.width, 40), "PNG")
            assert done.startswith(b"\x89PNG")
