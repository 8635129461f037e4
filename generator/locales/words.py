"""Each language's words round a date: about, since, until, from … to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """A language's words round a date; where one bends, its forms for year|month|day stand apart.

    `roughly` is for ranges, also open ones, where `about` will not do: round the whole of them.
    `span` joins two ends of several words each, `dash` others. `genitive` says that prepositions
    want the month's name in that form.
    """

    about: str = "~ {}"
    roughly: str = ""
    uncertain: str = "{} (?)"
    since: str = "{} –"
    until: str = "– {}"
    span: str = "{} – {}"
    dash: str = "{}–{}"
    clock: str = ""
    zone: str = "UTC{}"
    first_day: str = ""
    genitive: bool = False


# A language that is not here gets signs instead of words, the defaults of Words.
WORDS: Mapping[str, Words] = {
    "ar": Words(
        about="نحو عام {}|نحو {}",
        roughly="{} تقريبًا",
        uncertain="{} (تاريخ غير مؤكد)",
        since="منذ عام {}|منذ {}",
        until="حتى عام {}|حتى {}",
        span="من {} إلى {}",
        clock="{date}، الساعة {clock}",
        zone="بتوقيت غرينتش {}",
    ),
    "de": Words(
        about="um {}|etwa {}|um den {}",
        roughly="etwa {}",
        uncertain="{} (unsicher)",
        since="seit {}|seit {}|seit dem {}",
        until="bis {}|bis {}|bis zum {}",
        clock="{date}, {clock} Uhr",
    ),
    "en": Words(
        about="about {}",
        uncertain="{} (uncertain)",
        since="since {}",
        until="until {}",
    ),
    "es": Words(
        about="hacia {}|hacia {}|hacia el {}",
        roughly="aproximadamente {}",
        uncertain="{} (fecha incierta)",
        since="desde {}|desde {}|desde el {}",
        until="hasta {}|hasta {}|hasta el {}",
    ),
    "fa": Words(
        about="حدود سال {}|حدود {}",
        uncertain="{} (تاریخ غیرقطعی)",
        since="از سال {}|از {}",
        until="تا سال {}|تا {}",
        span="{} تا {}",
        dash="{} تا {}",
        clock="{date}، ساعت {clock}",
        zone="به وقت گرینویچ {}",
    ),
    "fr": Words(
        about="vers {}|vers {}|vers le {}",
        roughly="{} environ",
        uncertain="{} (date incertaine)",
        since="depuis {}|depuis {}|depuis le {}",
        until="jusqu’en {}|jusqu’en {}|jusqu’au {}",
        first_day="1er",
    ),
    "ru": Words(
        about="около {}\u202fг.|примерно {}|около {}",
        roughly="примерно {}",
        uncertain="{} (дата не подтверждена)",
        since="с {}\u202fг.|с {}",
        until="до {}\u202fг.|до {}",
        genitive=True,
    ),
    "tr": Words(
        about="{} civarı",
        roughly="yaklaşık olarak {}",
        uncertain="{} (kesin değil)",
        since="{} yılından beri|{} tarihinden beri",
        until="{} yılına kadar|{} tarihine kadar",
    ),
    "uk": Words(
        about="близько {}\u202fр.|приблизно {}|близько {}",
        roughly="приблизно {}",
        uncertain="{} (дату не підтверджено)",
        since="з {}\u202fр.|з {}",
        until="до {}\u202fр.|до {}",
        genitive=True,
    ),
}
