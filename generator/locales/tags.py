"""Language tags: their shape, their direction, and whether dates and numbers are known for them."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

# Languages and scripts that run from right to left, and the regions that write a language the
# other way; a test holds them against Babel's.
# fmt: off
RTL_LANGUAGES = frozenset([
    "aao", "abh", "abv", "acm", "acq", "acw", "acx", "aeb", "afb", "aii", "ajp", "apc", "apd",
    "ar", "arc", "arq", "ars", "ary", "arz", "ayl", "azb", "bal", "bft", "bgn", "bqi", "brh",
    "ckb", "dv", "fa", "glk", "haz", "hbo", "he", "hnd", "hno", "iw", "ji", "khw", "ks", "lah",
    "lki", "lrc", "luz", "mzn", "nqo", "pbt", "pnb", "prs", "ps", "rhg", "sd", "sdh", "shu",
    "skr", "syr", "trw", "ug", "ur", "yi",
])
RTL_REGIONS = frozenset([
    "az-IQ", "az-IR", "ha-CM", "ha-SD", "kk-AF", "kk-CN", "kk-IR", "kk-MN", "ku-IQ", "ku-IR",
    "ku-LB", "ky-CN", "ms-CC", "pa-PK", "tg-PK", "uz-AF",
])
LTR_REGIONS = frozenset(["sd-IN", "ug-KZ", "ug-MN"])
RTL_SCRIPTS = frozenset([
    "Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
])
# fmt: on

# RFC 5646, without the first parts of four letters and more that it keeps for later: `english`
# is a mistake more often than a tag.
_TAG = (
    r"([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
)
LONGEST = 64


def is_language_tag(text: str) -> bool:
    """Whether `text` has the shape of a BCP 47 tag: en, ar-SY, zh-Hant, ca-ES-valencia."""
    return parts(text) is not None


@lru_cache(maxsize=256)
def parts(tag: str) -> tuple[str, str, str] | None:
    """Language, script and region as CLDR spells them, empty where absent; None for no tag."""
    match = re.fullmatch(_TAG, tag, re.ASCII | re.IGNORECASE) if len(tag) <= LONGEST else None
    if not match:
        return None
    language, script, region = (part or "" for part in match.groups())
    return language.lower(), script.title(), region.upper()


def direction(tag: str) -> str:
    """`ltr` or `rtl`, by the script where the tag names one, else by language and region."""
    language, script, region = parts(tag) or ("", "", "")
    if script:
        return "rtl" if script in RTL_SCRIPTS else "ltr"
    place = f"{language}-{region}"
    from_right = place in RTL_REGIONS or (language in RTL_LANGUAGES and place not in LTR_REGIONS)
    return "rtl" if from_right else "ltr"


def is_known(tag: str) -> bool:
    """Whether dates and numbers are known for this language, and for this region of it."""
    language, _, region = parts(tag) or ("", "", "")
    name = f"{language}_{region}" if region else language
    if Path(_folder(), f"{name}.dat").exists():
        return True
    # Regions of a language with several scripts stand under these: uz_Arab_AF.
    named = (n.startswith(f"{language}_") and n.endswith(f"_{region}") for n in known())
    return bool(region) and any(named)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The names of the locales that Babel has data of, such as ar_SY."""
    return frozenset(file.stem for file in Path(_folder()).glob("*.dat"))


@lru_cache(maxsize=1)
def _folder() -> str:
    # Found without importing Babel, which takes longer than a build that finds nothing changed.
    spec = find_spec("babel")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("Babel is not installed", name="babel")
    return f"{spec.submodule_search_locations[0]}/locale-data"
