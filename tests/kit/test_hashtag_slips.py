import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kit.hashtag_slips import hashtag_slips, tag_slip

KNOWN = ("AleppoIsBurning", "MakeFacebookRed", "حلب_تحترق")


def codes(text: str, language: str = "en") -> list[str]:
    return [slip.code for slip in hashtag_slips(text, language, KNOWN)]


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("See AleppoIsBurning# now", "reversed-hashtag", "AleppoIsBurning#"),
        ("اكتبوا حلب_تحترق#", "reversed-hashtag", "حلب_تحترق#"),
        ("#Aleppo-Is-Burning now", "split-hashtag", "#Aleppo-Is-Burning"),
        ("Please #Don'tLook.", "split-hashtag", "#Don'tLook"),
        ("#Don’tLook", "split-hashtag", "#Don’tLook"),
        ("since #2016", "number-hashtag", "#2016"),
        ("#aleppoisburning", "flat-hashtag", "#aleppoisburning"),
        ("#ALEPPOISBURNING", "flat-hashtag", "#ALEPPOISBURNING"),
        ("#stopthebombing", "flat-hashtag", "#stopthebombing"),
        ("#MAKEREDNOW", "flat-hashtag", "#MAKEREDNOW"),
        ("#Test#Two", "split-hashtag", "#Test#Two"),
        ("#AleppoIsBurning#حلب_تحترق now", "split-hashtag", "#AleppoIsBurning#حلب_تحترق"),
        ("#AlepoIsBurning", "misspelt-hashtag", "#AlepoIsBurning"),
        ("#aleppoisburnign", "misspelt-hashtag", "#aleppoisburnign"),
        ("#حلب_تحتق الآن", "misspelt-hashtag", "#حلب_تحتق"),
        ("＃AleppoIsBurning", "wide-hashtag", "＃AleppoIsBurning"),
        ("#Aleppo–Burning", "split-hashtag", "#Aleppo–Burning"),
        ("#Aleppo\u2011Burning", "split-hashtag", "#Aleppo\u2011Burning"),
        ("#Aleppo,Burning.", "split-hashtag", "#Aleppo,Burning"),
        ("#حلب،تحترق", "split-hashtag", "#حلب،تحترق"),
        ("#Aleppo:now", "split-hashtag", "#Aleppo:now"),
        ("#Aleppo+Syria", "split-hashtag", "#Aleppo+Syria"),
        ("#Aleppo@facebook", "split-hashtag", "#Aleppo@facebook"),
        ("#Aleppo…burns", "split-hashtag", "#Aleppo…burns"),
        ("#Save🔥Aleppo", "split-hashtag", "#Save🔥Aleppo"),
        ("#Save❤️Aleppo now", "split-hashtag", "#Save❤️Aleppo"),
        ("Look, see#AleppoIsBurning", "split-hashtag", "see#AleppoIsBurning"),
        ("(see#SaveAleppo)", "split-hashtag", "see#SaveAleppo"),
        ("هنا و#حلب الآن", "split-hashtag", "و#حلب"),
        ("Say # AleppoIsBurning", "split-hashtag", "# AleppoIsBurning"),
        ("Say ##Aleppo", "split-hashtag", "##Aleppo"),
        ("#Savealepponowplease", "flat-hashtag", "#Savealepponowplease"),
        ("#aleppo2016isburningtoo", "flat-hashtag", "#aleppo2016isburningtoo"),
        ("#STOPTHEWAR2016NOW", "flat-hashtag", "#STOPTHEWAR2016NOW"),
    ],
)
def test_a_slip_is_told_where_it_stands(text: str, code: str, part: str) -> None:
    (found,) = hashtag_slips(text, "en", KNOWN)
    assert found.code == code
    assert text[found.start : found.start + found.length] == part


@pytest.mark.parametrize(
    "text",
    [
        "Turn red, with #AleppoIsBurning and #MakeFacebookRed.",
        "#حلب_تحترق الآن",
        "قال «a»\u200f ثم",  # turns the sign beside Latin letters to the right side
        "the #1 demand, #24",
        "#AleppoIsBurning's people, #Aleppo's people",
        "#AleppoIsBurning-Kampagne",
        "I write C# and F#, see https://example.org/page#part",
        "#Aleppo #hospital #Gaza",
        "#AleppoBurns",
        "#UNICEF and #WORLDNEW",
        "C# AleppoBurns",
        "issue#24, page#part, F#Minor, ask for #2, then #3-#5",
        "example.org/page#GettingStarted and https://example.org/page#GettingStarted",
        "#Aleppo, #Syria and #Aleppo,#Syria",
        "#Aleppo: now (#Aleppo) «#حلب» #حلب، ثم",
        "#Aleppo’s people",
        "#Aleppo… and #Aleppo—now",
        "#Aleppo🔥 #Aleppo🔥🔥 now #Aleppo🔥#Syria",
        "press #️⃣1",
        "## Title",
        "# Title",
        "#24:30 and #1-ranked",
        "#Accountability #Disinformation",
        "#AleppoIsBurning–Kampagne",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_full_width_sign_is_usual_in_japanese() -> None:
    assert codes("＃アレッポ", "ja") == []
    assert codes("＃アレッポ", "en") == ["wide-hashtag"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("#Aleppo-is-burning", "write '#AleppoIsBurning'"),
        ("#Don'tLook", "write '#DontLook'"),
        ("#Test#Two", "write '#Test #Two'"),
        ("#AleppoIsBurning#حلب_تحترق", "write '#AleppoIsBurning #حلب_تحترق'"),
        ("#حلب-تحترق", "write '#حلب_تحترق'"),
        ("#حلب.٢٠١٦", "write '#حلب_٢٠١٦'"),
        ("#COVID-19-vaccine", "write '#COVID19Vaccine'"),
        ("#Save🔥Aleppo", "write '#SaveAleppo'"),
        ("#Aleppo,Burning", "write '#Aleppo, Burning'"),
        ("#Aleppo:https://example.org/x", "write '#Aleppo: https://example.org/x'"),
        ("#Aleppo@facebook", "write '#Aleppo @facebook'"),
        ("see#AleppoIsBurning", "write 'see #AleppoIsBurning'"),
        ("# AleppoIsBurning", "write '#AleppoIsBurning'"),
        ("##AleppoIsBurning", "write '#AleppoIsBurning'"),
        ("#aleppoisburning", "write '#AleppoIsBurning': screen readers then say its words"),
        ("#AlepoIsBurning", "write '#AleppoIsBurning'"),
    ],
)
def test_the_hint_has_the_hashtag_as_it_should_be(text: str, hint: str) -> None:
    assert next(hashtag_slips(text, "en", KNOWN)).hint == hint


def test_a_hashtag_of_the_campaign_itself_is_right_however_it_is_written() -> None:
    assert tag_slip("savethehospitals", ("savethehospitals",)) is None
    assert tag_slip("savethehospitals", ()) is not None


@given(st.text(alphabet="#＃aلB-'7 ._,،:@+…🔥\u2011\ufe0f\u200c\u064e\n", max_size=30))
def test_any_text_is_read_and_every_slip_stands_in_it(text: str) -> None:
    for slip in hashtag_slips(text, "en", KNOWN):
        assert 0 <= slip.start < slip.start + slip.length <= len(text)
        assert slip.hint
