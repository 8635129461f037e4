"""Languages: directions, and dates, numbers and lists as their readers write them."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import babel.core
import pytest
from babel import Locale as Cldr
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import EdtfDate, Moment, days_in, parse
from generator.locales import Locale, LocaleFault, direction, is_language_tag, locale
from generator.locales.cldr import ZEROS, conventions
from generator.locales.tags import RTL_SCRIPTS, known
from generator.locales.words import WORDS

ROOT = Path(__file__).resolve().parent.parent
EVERY_LOCALE = sorted(localedata.locale_identifiers())

EN, US, AR, SY, FA = (
    locale("en"),
    locale("en", "en-US"),
    locale("ar"),
    locale("ar", "ar-SY"),
    locale("fa"),
)
ES, FR, DE, TR, RU, UK = (locale(code) for code in ("es", "fr", "de", "tr", "ru", "uk"))


@pytest.mark.parametrize(
    ("written", "english", "syrian"),
    [
        ("2016", "2016", "٢٠١٦"),
        ("2016-04", "April 2016", "نيسان ٢٠١٦"),
        ("2016-04-30", "30 April 2016", "٣٠ نيسان ٢٠١٦"),
        ("2016-04-30 18:05", "30 April 2016, 18:05", "٣٠ نيسان ٢٠١٦، الساعة ١٨:٠٥"),
        ("2016-04-30 08:05:00", "30 April 2016, 08:05", "٣٠ نيسان ٢٠١٦، الساعة ٠٨:٠٥"),
        (
            "2016-04-30T18:05+03:00",
            "30 April 2016, 18:05 (UTC+3)",
            "٣٠ نيسان ٢٠١٦، الساعة ١٨:٠٥ (بتوقيت غرينتش +٣)",
        ),
        (
            "2016-04-30T18:05-05:30",
            "30 April 2016, 18:05 (UTC−5:30)",
            "٣٠ نيسان ٢٠١٦، الساعة ١٨:٠٥ (بتوقيت غرينتش −٥:٣٠)",
        ),
        (
            "2016-04-30T18:05:09Z",
            "30 April 2016, 18:05:09 (UTC)",
            "٣٠ نيسان ٢٠١٦، الساعة ١٨:٠٥:٠٩ (بتوقيت غرينتش)",
        ),
        ("2016~", "about 2016", "نحو عام ٢٠١٦"),
        ("2016-04~", "about April 2016", "نحو نيسان ٢٠١٦"),
        ("2016-05-01~", "about 1 May 2016", "نحو ١ أيار ٢٠١٦"),
        ("2016?", "2016 (uncertain)", "٢٠١٦ (تاريخ غير مؤكد)"),
        ("2016-04%", "about April 2016 (uncertain)", "نحو نيسان ٢٠١٦ (تاريخ غير مؤكد)"),
        ("2016-04-27/2016-04-29", "27–29 April 2016", "٢٧–٢٩ نيسان ٢٠١٦"),
        ("2016-04-27/2016-05-02", "27 April – 2 May 2016", "من ٢٧ نيسان إلى ٢ أيار ٢٠١٦"),
        ("2016-04-27/2016-05-27", "27 April – 27 May 2016", "من ٢٧ نيسان إلى ٢٧ أيار ٢٠١٦"),
        (
            "2015-12-30/2016-01-02",
            "30 December 2015 – 2 January 2016",
            "من ٣٠ كانون الأول ٢٠١٥ إلى ٢ كانون الثاني ٢٠١٦",
        ),
        ("2016-04/2016-05", "April–May 2016", "نيسان–أيار ٢٠١٦"),
        (
            "2015-12/2016-01",
            "December 2015 – January 2016",
            "من كانون الأول ٢٠١٥ إلى كانون الثاني ٢٠١٦",
        ),
        ("2015/2016", "2015–2016", "٢٠١٥–٢٠١٦"),
        ("2016/2016", "2016", "٢٠١٦"),
        ("2016-04-29/2016-05", "29 April 2016 – May 2016", "من ٢٩ نيسان ٢٠١٦ إلى أيار ٢٠١٦"),
        (
            "2016-04-30T18:05Z/2016-04-30T19:30Z",
            "30 April 2016, 18:05–19:30 (UTC)",
            "٣٠ نيسان ٢٠١٦، الساعة ١٨:٠٥–١٩:٣٠ (بتوقيت غرينتش)",
        ),
        (
            "2016-04-30T18:05Z/2016-05-01T19:30Z",
            "30 April 2016, 18:05 (UTC) – 1 May 2016, 19:30 (UTC)",
            "من ٣٠ نيسان ٢٠١٦، الساعة ١٨:٠٥ (بتوقيت غرينتش)"
            " إلى ١ أيار ٢٠١٦، الساعة ١٩:٣٠ (بتوقيت غرينتش)",
        ),
        ("2016-04-27/..", "since 27 April 2016", "منذ ٢٧ نيسان ٢٠١٦"),
        ("2016/..", "since 2016", "منذ عام ٢٠١٦"),
        ("../2016-04-29", "until 29 April 2016", "حتى ٢٩ نيسان ٢٠١٦"),
        ("2016-04~/..", "since about April 2016", "منذ نيسان ٢٠١٦ تقريبًا"),
        ("../2016-04?", "until April 2016 (uncertain)", "حتى نيسان ٢٠١٦ (تاريخ غير مؤكد)"),
        ("2016-04-27~/2016-04-29~", "about 27–29 April 2016", "٢٧–٢٩ نيسان ٢٠١٦ تقريبًا"),
        (
            "2016-04-27/2016-05-02~",
            "27 April 2016 – about 2 May 2016",
            "من ٢٧ نيسان ٢٠١٦ إلى نحو ٢ أيار ٢٠١٦",
        ),
        (
            "2016-04-27?/2016-05-02",
            "27 April 2016 (uncertain) – 2 May 2016",
            "من ٢٧ نيسان ٢٠١٦ (تاريخ غير مؤكد) إلى ٢ أيار ٢٠١٦",
        ),
    ],
)
def test_dates_in_english_and_arabic(written: str, english: str, syrian: str) -> None:
    date = parse(written)
    assert (EN.date(date), SY.date(date)) == (english, syrian)


@pytest.mark.parametrize(
    ("place", "written", "words"),
    [
        (US, "2016-04-30", "April 30, 2016"),
        (US, "2016-04-27/2016-04-29", "April 27–29, 2016"),
        (US, "2016-04-27/2016-05-02", "April 27 – May 2, 2016"),
        (AR, "2016-04-27/2016-05-02", "من 27 أبريل إلى 2 مايو 2016"),
        (locale("ar", "ar-SY", "latn"), "2016-04-30", "30 نيسان 2016"),
        (locale("ar", "ar-SY", "arabext"), "2016-04-30", "۳۰ نيسان ۲۰۱۶"),
        (FA, "2016-04-27/2016-04-29", "۲۷ تا ۲۹ آوریل ۲۰۱۶"),
        (FA, "2016~/2017~", "حدود سال ۲۰۱۶ تا ۲۰۱۷"),
        (FA, "2016-04~/..", "از حدود آوریل ۲۰۱۶"),
        (FA, "2016-04-30T18:05Z", "۳۰ آوریل ۲۰۱۶، ساعت ۱۸:۰۵ (به وقت گرینویچ)"),
        (ES, "2016-05-01~", "hacia el 1 de mayo de 2016"),
        (ES, "2016-04-27/2016-04-29", "27–29 de abril de 2016"),
        (ES, "2016-04-27/2016-05-02", "27 de abril – 2 de mayo de 2016"),
        (ES, "2016-04-27/..", "desde el 27 de abril de 2016"),
        (ES, "../2016-04", "hasta abril de 2016"),
        (FR, "2016-05-01", "1er mai 2016"),
        (FR, "2016-05-01~", "vers le 1er mai 2016"),
        (FR, "2016-05-01/2016-05-03", "1er–3 mai 2016"),
        (FR, "../2016", "jusqu’en 2016"),
        (FR, "../2016-04-29", "jusqu’au 29 avril 2016"),
        (FR, "2016-04-27~/..", "depuis le 27 avril 2016 environ"),
        (DE, "2016-04-27/2016-04-29", "27.–29. April 2016"),
        (DE, "2016-04-27/2016-05-02", "27. April – 2. Mai 2016"),
        (DE, "2016-04-30 18:05", "30. April 2016, 18:05 Uhr"),
        (DE, "2016-04-27/..", "seit dem 27. April 2016"),
        (DE, "2016-04/..", "seit April 2016"),
        (DE, "2016-05-01~", "um den 1. Mai 2016"),
        (TR, "2016-05-01~", "1 Mayıs 2016 civarı"),
        (TR, "2016/..", "2016 yılından beri"),
        (TR, "../2016-04-29", "29 Nisan 2016 tarihine kadar"),
        (RU, "2016-04", "апрель 2016 г."),
        (RU, "2016-04-30", "30 апреля 2016 г."),
        (RU, "2016-04/..", "с апреля 2016 г."),
        (RU, "2016~", "около 2016 г."),
        (RU, "2016-04/2016-05", "апрель–май 2016 г."),
        (UK, "2016-04", "квітень 2016 р."),
        (UK, "../2016-04", "до квітня 2016 р."),
        (locale("he"), "2016-04-27/2016-04-29", "27–29 באפריל 2016"),
        (locale("zh"), "2016-04-27/2016-04-29", "2016年4月27日–29日"),
        (locale("ja"), "2015/2016", "2015年–2016年"),
        (locale("hu"), "2016-04-27/2016-04-29", "2016. április 27–29."),
        (locale("hu"), "2016-04-27/2016-05-02", "2016. április 27. – május 2."),
        (locale("ku"), "2016-04-27/2016-04-29", "27–29ê nîsana 2016an"),
        (locale("pt-BR"), "2016-04~/..", "~ abril de 2016 –"),
        (locale("pt-BR"), "../2016?", "– 2016 (?)"),
        (locale("ckb"), "2016-04-30T18:05+03:00", "٣٠ی نیسانی ٢٠١٦ ١٨:٠٥ (UTC+3)"),
    ],
)
def test_dates_in_other_languages(place: Locale, written: str, words: str) -> None:
    # CLDR keeps some words together with spaces of their own.
    assert place.date(parse(written)).replace("\u202f", " ") == words


def test_month_and_year() -> None:
    date = parse("2016-04-27~/2016-05-02")
    assert (EN.month(date), EN.year(date)) == ("April 2016", "2016")
    assert (SY.month(date), SY.year(date)) == ("نيسان ٢٠١٦", "٢٠١٦")
    assert EN.month(parse("2016?")) == "2016"
    assert RU.month(parse("2016-04-30")) == "апрель 2016\u202fг."


def test_no_locale_writes_the_year_between_month_and_day() -> None:
    for name in EVERY_LOCALE:
        pattern = conventions(name.replace("_", "-"), None).patterns["day"]
        fields = [letters[0] for letters, _ in pattern if letters]
        assert sorted(fields) == ["M", "d", "y"], name
        assert "y" in (fields[0], fields[-1]), name


def test_a_sign_stays_before_its_european_digits_in_a_line_from_right_to_left() -> None:
    time = parse("2016-04-30T18:05+03:00")
    assert AR.date(time).endswith("(بتوقيت غرينتش \u200e+3)")
    assert FA.date(time).endswith("(به وقت گرینویچ \u200e+۳)")


@pytest.mark.parametrize("code", sorted(WORDS))
def test_no_direction_marks_but_before_signs(code: str) -> None:
    place = locale(code)
    shown = [place.date(parse(d)) for d in ("2016-04-27/2016-05-02", "2016-04-30 18:05", "2016%")]
    marks = set("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
    assert not marks & set("".join(shown) + place.join(["1", "2", "3"]))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    year, month = draw(st.integers(1, 9999)), draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, days_in(year, month))) if month else None
    about, unsure = draw(st.booleans()), draw(st.booleans())
    if not day or draw(st.booleans()):
        return Moment(year, month, day, approximate=about, uncertain=unsure)
    offset = draw(st.none() | st.integers(-720, 840))
    clock = (
        draw(st.integers(0, 23)),
        draw(st.integers(0, 59)),
        draw(st.none() | st.integers(0, 59)),
    )
    return Moment(year, month, day, *clock, offset, about, unsure)


@given(
    moments(), moments(), st.sampled_from(EVERY_LOCALE), st.sampled_from(["alone", "range", "/.."])
)
def test_every_date_can_be_shown_in_every_locale(
    start: Moment, end: Moment, name: str, shape: str
) -> None:
    place = Locale("x", name.replace("_", "-"))
    shapes = {"alone": EdtfDate(start), "range": EdtfDate(start, end, True)}
    words = place.date(shapes.get(shape, EdtfDate(start, None, True)))
    assert place.digits(str(start.year)) in words
    assert words == words.strip()
    assert not set("{}|") & set(words)
    assert place.month(EdtfDate(start))
    assert place.year(EdtfDate(start))


@pytest.mark.parametrize(
    ("place", "number", "written"),
    [
        (EN, 0, "0"),
        (EN, 240, "240"),
        (EN, 12345, "12,345"),
        (EN, 1234567.5, "1,234,567.5"),
        (EN, 240.0, "240"),
        (EN, 1e21, "1,000,000,000,000,000,000,000"),
        (EN, 0.000001, "0.000001"),
        (EN, Decimal("1.50"), "1.50"),
        (EN, -5, "−5"),
        (SY, 400000, "٤٠٠٬٠٠٠"),
        (SY, -0.5, "−٠٫٥"),
        (AR, 400000, "400,000"),
        (AR, -5, "\u200e−5"),
        (locale("ar", "ar-SY", "latn"), 400000, "400,000"),
        (locale("en", "en", "arab"), 12345, "١٢٬٣٤٥"),
        (FA, 12345.6, "۱۲٬۳۴۵٫۶"),
        (DE, 12345.6, "12.345,6"),
        (FR, 12345, "12\u202f345"),
        (locale("hi"), 1234567, "12,34,567"),
        (locale("bn"), 1234567, "১২,৩৪,৫৬৭"),
    ],
)
def test_numbers(place: Locale, number: float | Decimal, written: str) -> None:
    assert place.number(number) == written


@pytest.mark.parametrize(
    "number", [math.inf, math.nan, Decimal("sNaN"), 10**101, Decimal("1e-200")]
)
def test_numbers_that_nobody_can_read(number: float | Decimal) -> None:
    with pytest.raises(ValueError, match="cannot be written out"):
        EN.number(number)


@given(st.integers(-(10**20), 10**20), st.sampled_from(EVERY_LOCALE))
def test_numbers_keep_all_their_digits(number: int, name: str) -> None:
    place = Locale("x", name.replace("_", "-"))
    values = [str(int(char)) for char in place.number(number) if char.isdecimal()]
    assert "".join(values) == str(abs(number))
    assert ("−" in place.number(number)) == (number < 0)


def test_digits() -> None:
    assert SY.digits("240–260") == "٢٤٠–٢٦٠"
    assert FA.digits("12:30") == "۱۲:۳۰"
    assert AR.digits("240") == EN.digits("240") == "240"


@pytest.mark.parametrize(
    ("code", "tag", "numerals", "numbering"),
    [
        ("en", None, None, "latn"),
        ("ar", "ar-SY", None, "arab"),
        ("ar", "ar-MA", None, "latn"),
        ("fa", None, None, "arabext"),
        ("en", None, "deva", "deva"),
    ],
)
def test_digits_have_the_name_that_browsers_know(
    code: str, tag: str | None, numerals: str | None, numbering: str
) -> None:
    assert locale(code, tag, numerals).numbering == numbering


def test_zeros_are_the_digits_zero_of_every_numbering_system_in_use() -> None:
    in_use = {Cldr.parse(name).default_numbering_system for name in EVERY_LOCALE}
    assert in_use <= set(ZEROS)
    for zero in ZEROS.values():
        assert [int(chr(ord(zero) + n)) for n in range(10)] == list(range(10))


@pytest.mark.parametrize(
    ("place", "forms"),
    [
        (EN, "other one other other other other"),
        (AR, "zero one two few many other"),
        (RU, "many one few few many many"),
        (FR, "one one other other other other"),
    ],
)
def test_plurals(place: Locale, forms: str) -> None:
    assert " ".join(place.plural(n) for n in (0, 1, 2, 3, 11, 100)) == forms


def test_plural_of_a_fraction() -> None:
    assert EN.plural(Decimal("1.0")) == "other"
    assert FR.plural(1.5) == "one"


def test_lists() -> None:
    assert EN.join([]) == ""
    assert EN.join(["a"]) == "a"
    assert EN.join(["a", "b"]) == "a and b"
    assert EN.join(["a", "b", "c", "{0}"]) == "a, b, c and {0}"
    assert US.join(["a", "b", "c"]) == "a, b, and c"
    assert SY.join(["حلب", "دمشق", "حمص"]) == "حلب ودمشق وحمص"
    assert FA.join(["۱", "۲", "۳"]) == "۱، ۲، و ۳"


@pytest.mark.parametrize(
    "tag",
    ["en", "ar-SY", "zh-Hant", "zh-Hant-TW", "es-419", "ca-ES-valencia", "ar-u-nu-latn", "ckb"],
)
def test_language_tags(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag",
    ["", "e", "english", "ar_SY", "en-", "-en", "en GB", "en\n", "ён", "en-x", "a" * 5000, "٣٣"],
)
def test_what_is_no_language_tag(tag: str) -> None:
    assert not is_language_tag(tag)


@given(st.text())
def test_any_text_has_a_direction(text: str) -> None:
    assert direction(text) in ("ltr", "rtl")


def test_directions_are_those_of_cldr() -> None:
    # HTML has no word for the columns of Mongolian script, which CLDR calls ttb.
    wanted = {name: Cldr.parse(name).text_direction.replace("ttb", "ltr") for name in EVERY_LOCALE}
    assert {name: direction(name.replace("_", "-")) for name in EVERY_LOCALE} == wanted


def test_direction_follows_the_likely_script_of_regions() -> None:
    likely = babel.core.get_global("likely_subtags")
    languages = {name.split("_")[0] for name in EVERY_LOCALE} - {"und"}
    for tag, full in likely.items():
        language, script, _ = full.split("_")
        if language in languages and tag.count("_") <= 1 and not tag.startswith("und"):
            wanted = "rtl" if script in RTL_SCRIPTS else "ltr"
            assert direction(tag.replace("_", "-")) == wanted, tag


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("en", "ltr"),
        ("AR", "rtl"),
        ("ar-Latn", "ltr"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("ckb", "rtl"),
        ("pa", "ltr"),
        ("pa-PK", "rtl"),
        ("ar-SY-u-nu-latn", "rtl"),
        ("en-u-va-arab", "ltr"),
        *((code, "rtl") for code in ("ur", "fa", "he", "ps", "sd", "ug", "yi", "dv", "apc", "arz")),
    ],
)
def test_direction(tag: str, way: str) -> None:
    assert direction(tag) == way


def test_direction_of_a_locale_is_that_of_its_language() -> None:
    assert SY.direction == "rtl"
    assert locale("rhg", "en-GB").direction == "rtl"
    assert locale("pa", "pa-PK").direction == "rtl"
    assert EN.direction == "ltr"


def test_a_locale_is_made_once() -> None:
    assert locale("ar", "ar-SY") is locale("ar", "ar-SY")
    assert (SY.code, SY.tag, SY.numerals) == ("ar", "ar-SY", None)
    assert locale("pt-BR").tag == "pt-BR"


def test_every_locale_of_cldr_is_known() -> None:
    assert known() - {"root"} == set(EVERY_LOCALE)
    for name in EVERY_LOCALE:
        assert locale(name.replace("_", "-")).tag


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ("english",),
            "'english' is not a language tag",
            "a language is written as en, ar or pt-BR",
        ),
        (("ar", "ar_SY"), "'ar_SY' is not a language tag", "did you mean 'ar-SY'?"),
        (("ar", "ar-SX"), "no dates and numbers are known for 'ar-SX'", "did you mean 'ar-SY'?"),
        (
            ("qqq",),
            "no dates and numbers are known for 'qqq'",
            "give the language a locale whose dates and numbers fit, such as en-GB",
        ),
        (("ar", None, "arabic"), "'arabic' are not numerals", "did you mean 'arab'?"),
    ],
)
def test_unknown_locales(
    arguments: tuple[str, str | None, str | None], message: str, hint: str
) -> None:
    with pytest.raises(LocaleFault) as caught:
        locale(*arguments)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_language_without_conventions_borrows_some() -> None:
    borrowed = locale("qqq", "ar-SY")
    assert borrowed.code == "qqq"
    assert borrowed.date(parse("2016-04")) == "نيسان ٢٠١٦"


def run(code: str, **environment: str) -> str:
    """What a fresh interpreter prints, with these variables of the environment."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_babel_is_not_imported_before_something_is_shown() -> None:
    code = (
        "import sys; from generator.locales import locale; ar = locale('ar', 'ar-SY'); ar.direction;"
        "print([m for m in sys.modules if m.split('.')[0] in ('babel', 'decimal', 'pytz')]);"
        "ar.digits('1'); print('babel' in sys.modules)"
    )
    assert run(code).split("\n") == ["[]", "True", ""]


def test_the_process_has_no_say() -> None:
    code = (
        "from generator.dates import parse; from generator.locales import locale;"
        "d = parse('2016-04-30T18:05+03:00'); n = parse('2016-04-30');"
        "print(locale('en').date(d), locale('ar', 'ar-SY').date(d), locale('de').number(1234.5),"
        "d.earliest.isoformat(), n.earliest.isoformat())"
    )
    here = run(code, TZ="UTC", LC_ALL="C", LANG="C", LANGUAGE="")
    there = run(code, TZ="Asia/Damascus", LC_ALL="ar_SY.UTF-8", LANG="fa_IR", LANGUAGE="xx:zh")
    assert here == there
    assert "30 April 2016, 18:05 (UTC+3)" in here
