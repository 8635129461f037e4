"""Makes the fonts of this folder anew: `python subset.py`, with npm and fonttools at hand.

Whole fonts come from the packages below; what cards and posters need is kept of them, with every
layout feature, so that Arabic is shaped as its designers meant it. The same files come out each
time: what changes is told by git.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).resolve().parent

# Ranges of Unicode, both ends included.
SHARED = [
    (0x0020, 0x0020),
    (0x00A0, 0x00A0),
    (0x2000, 0x206F),  # spaces, dashes, quotation marks, what joins letters, bidi controls
]
LATIN_GREEK_CYRILLIC = [
    *SHARED,
    (0x0021, 0x024F),  # Latin
    (0x02B9, 0x02DD),  # letters that modify
    (0x0300, 0x036F),  # marks to combine
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E9E, 0x1E9E),  # the large sharp s
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2070, 0x209F),  # digits above and below the line
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # signs like letters
    (0x2190, 0x22FF),  # arrows, signs of reckoning
    (0x25A0, 0x25FF),  # plain shapes
    (0xFB00, 0xFB06),  # ligatures
]
# Letters and digits of Latin stay out: they come from the other font, in Arabic lines too.
ARABIC = [
    *SHARED,
    (0x0021, 0x0022),
    (0x0027, 0x002F),
    (0x003A, 0x003B),
    (0x003F, 0x003F),
    (0x005B, 0x005B),
    (0x005D, 0x005D),
    (0x00AB, 0x00AB),
    (0x00BB, 0x00BB),
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x0870, 0x089F),
    (0x08A0, 0x08FF),
    (0xFB50, 0xFDFF),  # presentation forms
    (0xFE70, 0xFEFC),
]

# Package with its version, the name of its files, what is kept.
FAMILIES = (
    ("@expo-google-fonts/noto-sans@0.4.2", "NotoSans", LATIN_GREEK_CYRILLIC),
    ("@expo-google-fonts/noto-sans-arabic@0.4.3", "NotoSansArabic", ARABIC),
)
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}


def main() -> None:
    licences = []
    with tempfile.TemporaryDirectory() as scratch:
        for package, name, ranges in FAMILIES:
            folder = unpacked(package, Path(scratch) / name)
            for weight, file in WEIGHTS.items():
                source = folder / file / f"{name}_{file}.ttf"
                cut(source, HERE / f"{name}-{weight}.ttf", ranges)
            licences.append((folder / "LICENSE_FONT").read_text("utf-8"))
    # One licence for all, with everybody's line of copyright above it.
    copyrights = [licence.partition("\n")[0] for licence in licences]
    text = "\n".join([*copyrights, licences[-1].partition("\n")[2]])
    (HERE / "OFL.txt").write_text(text, "utf-8")


def unpacked(package: str, folder: Path) -> Path:
    """The package as npm delivers it, laid out in `folder`."""
    folder.mkdir()
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def cut(source: Path, target: Path, ranges: list[tuple[int, int]]) -> None:
    options = subset.Options(
        layout_features=["*"],
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        recalc_timestamp=False,
    )
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for low, high in ranges for code in range(low, high + 1)])
    cutter.subset(font)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main()
