"""Forty people who were made up, ten for each level of protection, and a campaign that quotes them.

Names, handles, ids and words are of nobody: surnames are built on words such as "example".
"""

from __future__ import annotations

import hashlib
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PIL import Image

LEVELS = ("handle", "name", "words", "nothing")
# What each level hides besides what the levels before it hide; written down here a second time, so
# that the generator's own table cannot agree with itself.
OF_LEVEL = {
    "handle": ("handle", "url", "archive", "captured", "posted"),
    "name": ("name",),
    "words": ("text", "translation", "media"),
}
FIELDS = tuple(field for fields in OF_LEVEL.values() for field in fields)

_NAMES = """
Amélie Exempliau|sparrow_of_tin9
Jörg Beispielmann|KupferKrug1907
Zofia Przykładowska|szklany.latawiec
Şükrü Örnekoğlu|mavi-testere-3
أمينة المثالاوي|qandil_zujaj
سامر النموذجاني|waraq.w.hibr
Анна Примерова|stekljannyj_chajnik
Олексій Зразковенко|hlynjanyj.dzvin
Hana Příkladová (هناء بريكلادوفا)|PlechovyKohout
Đorđe Uzorčević|limeni_golub44
Noémi Mintássy|noemi_mintassy
Einar Eksempelsson|einarEksempelsson
Māra Paraugaite|mara.paraugaite
Inés Ejemplarez (إينيس إخمبلارث)|inesEjemplarez8
زينب الافتراضوي|zaynab_iftiradawi
مُنِيرة التجريباوي|munira.tajribawi
طارق العيّناتي (Tareq Ayyenati)|tareq-ayyenati
Борис Выдуманский|boris_vydumanskij
Зинаида Небывалова|zina.nebyvalova
Ngọc Thídụngữ|ngocthidungu
Lucía Muestrarez|lucia_muestrarez
Wojciech Próbkowski|probkowski.w
Ådne Prøvesen|aadneProevesen
Gülşen Denemecioğlu|gulsen-denemeci
ليلى المختلقاوي|layla_mukhtalaqawi
يُوسُف الوهميّاني|yusuf.wahmiyani
رندة التخيّلوي (Randa Takhayyulawi)|RandaTakhayyulawi
Фёдор Придумкин|fedor_pridumkin
Йоана Измислева|joana.izmisleva
Sinéad Samplaigh (شينيد سامبلاي)|sinead_samplaigh2
Odile Modelette|odile_modelette
Kjell Mønsterby|kjellMoensterby
Iñaki Ereduzarra|inaki.ereduzarra
Čeněk Vzornýček|cenek-vzornycek
ندى الأنموذجاوي|nada_unmudhajawi
خالد المفترضاني|khalid.muftaradani
Глеб Образцовский|gleb_obrazcovskij
Любомир Пробников|ljubomir.probnikov
Maeve Plausíble (ميف بلوزيبل)|MaevePlausible
Tünde Példaházy|tunde_peldahazy5
"""
_VOCABULARIES = {
    "en": """ladder orchard kettle harbour lantern gravel button willow drawer pepper thunder saddle
        copper basket violet ribbon marble pigeon cellar walnut bucket velvet engine pillow""",
    "ar": """سلّم بستان إبريق ميناء فانوس حصاة زرّ صفصافة درج فلفل رعد سرج نحاس سلّة بنفسجة شريط رخام حمامة
        قبو جوزة دلو مخمل محرّك وسادة""",
    "ru": """лестница сад чайник гавань фонарь гравий пуговица ива ящик перец гром седло медь корзина
        фиалка лента мрамор голубь погреб орех ведро бархат мотор подушка""",
}
_NETWORKS = ("x", "mastodon", "bluesky", "instagram", "facebook", "telegram")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BASE32 = "234567abcdefghijklmnopqrstuvwxyz"
_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"


@dataclass(frozen=True)
class Person:
    """Somebody made up and one post; `number` is from 1 to 40, `posted` is the exact second."""

    number: int
    level: str
    name: str
    handle: str
    network: str
    url: str
    archive: str
    posted: datetime
    lang: str
    text: str
    translation: str
    capture: bytes

    @property
    def id(self) -> str:
        return f"voice-{self.number}"

    @property
    def capture_file(self) -> str:
        return f"media/saved-{_word(self.number, 'c')}.png"

    @property
    def media_file(self) -> str:
        return f"media/{_word(self.number, 'm')}.png"

    def values(self, field: str) -> tuple[str, ...]:
        """What the field holds, as it stands in the record."""
        capture = (self.capture_file, hashlib.sha256(self.capture).hexdigest())
        posted = (self.posted.strftime("%Y-%m-%dT%H:%M:%S+00:00"),)
        of_field = {"captured": capture, "posted": posted, "media": (self.media_file,)}
        return of_field[field] if field in of_field else (getattr(self, field),)

    def secrets(self, level: str = "") -> Iterator[tuple[str, str]]:
        """Field and value of all that is hidden at a level: by default, at the person's own."""
        level = level or self.level
        levels = tuple(OF_LEVEL) if level in OF_LEVEL else ()
        for name in levels[: LEVELS.index(level) + 1]:
            for field in OF_LEVEL[name]:
                yield from ((field, value) for value in self.values(field))

    def record(self) -> dict[str, object]:
        """The post as the campaign's author writes it down; JSON is YAML."""
        hides = self.level in ("name", "words")
        role = {"shown_as": {"en": "a resident", "ar": "من السكان"}} if hides else {}
        exact = self.network in ("x", "mastodon", "bluesky")
        return {
            "id": self.id,
            "network": self.network,
            "author": {"name": self.name, "handle": self.handle, **role},
            "url": self.url,
            # There the number of the post holds it.
            **({} if exact else {"posted": self.values("posted")[0]}),
            "archive": self.archive,
            "captured": {
                "at": "2016-05-02",
                "file": self.capture_file,
                "sha256": hashlib.sha256(self.capture).hexdigest(),
            },
            "lang": self.lang,
            "text": {"ar" if self.lang == "ar" else "en": self.text},
            "translation": {"en" if self.lang == "ar" else "ar": self.translation},
            "paraphrase": {
                "en": f"Number {self.number} tells of a night without water.",
                "ar": f"صاحب الرقم {self.number} يحكي عن ليلة بلا ماء.",
            },
            "media": [{"file": self.media_file, "alt": "A wall"}],
            "context": {"en": "We have seen the post.", "ar": "رأينا المنشور."},
            "consent": {"status": "given", "note": f"letter of {self.name}"},
            "protect": self.level,
        }


def _word(number: int, salt: str) -> str:
    """A name for a file that nothing else has in it."""
    chance = random.Random(f"{number}{salt}")
    return "".join(
        chance.choice(("ba", "do", "ki", "lu", "ne", "ro", "ti", "vu")) for _ in range(5)
    )


def _wording(number: int, language: str, salt: str) -> str:
    words = _VOCABULARIES[language].split()
    random.Random(f"{number}{salt}").shuffle(words)
    return " ".join(words[:16]).capitalize() + "."


def _base32(number: int) -> str:
    digits = ""
    for _ in range(13):
        number, digit = divmod(number, 32)
        digits = _BASE32[digit] + digits
    return digits


def _address(number: int, network: str, account: str, posted: datetime) -> tuple[str, str]:
    """Handle and permalink; where a network's ids hold the moment, so does this one."""
    ms = (posted - _EPOCH) // timedelta(milliseconds=1)
    chance = random.Random(number)
    short = account.replace("-", "_").replace(".", "_")
    snowflake = (ms - 1288834974657 << 22) + chance.randrange(1 << 22)
    toot = (ms << 16) + chance.randrange(1 << 16)
    tid = _base32((ms * 1000 << 10) + chance.randrange(1 << 10))
    code = "".join(chance.choice(_CODE) for _ in range(11))
    bsky = account.replace("_", "-").replace(".", "-").lower()
    return {
        "x": (f"@{short}", f"https://twitter.com/{short}/status/{snowflake}"),
        "mastodon": (
            f"@{short}@social.example.net",
            f"https://social.example.net/@{short}/{toot}",
        ),
        "bluesky": (
            f"@{bsky}.bsky.social",
            f"https://bsky.app/profile/{bsky}.bsky.social/post/{tid}",
        ),
        "instagram": (f"@{account}", f"https://www.instagram.com/{account}/p/{code}/"),
        "facebook": (
            account,
            f"https://www.facebook.com/{account}/posts/{10**14 + snowflake % 10**14}",
        ),
        "telegram": (f"@{short}", f"https://t.me/{short}/{100_000 + chance.randrange(900_000)}"),
    }[network]


def _copy(number: int, stamp: str, url: str) -> str:
    """Of two archives: the addresses of one hold that of the post, those of the other do not."""
    if number % 2:
        return f"https://web.archive.org/web/{stamp}/{url}"
    chance = random.Random(f"{number}copy")
    return "https://archive.ph/" + "".join(chance.choice(_CODE) for _ in range(5))


def picture(number: int) -> bytes:
    """A picture of large coloured squares, like that of no other number."""
    squares = Image.frombytes("RGB", (6, 4), random.Random(number).randbytes(72))
    file = io.BytesIO()
    squares.resize((48, 32), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()


def _person(number: int, name: str, account: str) -> Person:
    network = _NETWORKS[number % len(_NETWORKS)]
    posted = datetime(2016, 4, 27, 3, 11, 7, tzinfo=UTC) + timedelta(seconds=7919 * number)
    handle, url = _address(number, network, account, posted)
    lang = (
        "ar" if "\u0600" <= name[0] < "\u0700" else "ru" if "\u0400" <= name[0] < "\u0500" else "en"
    )
    stamp = (posted + timedelta(seconds=86_399)).strftime("%Y%m%d%H%M%S")
    return Person(
        number,
        LEVELS[(number - 1) // 10],
        name,
        handle,
        network,
        url,
        _copy(number, stamp, url),
        posted,
        lang,
        _wording(number, lang, "text"),
        _wording(number, "en" if lang == "ar" else "ar", "translation"),
        picture(number + 100),
    )


def forty() -> list[Person]:
    """All of them, in the order of LEVELS."""
    rows = [row.split("|") for row in _NAMES.split("\n") if row]
    return [_person(number, name, account) for number, (name, account) in enumerate(rows, 1)]


def campaign(people: list[Person]) -> dict[str, str | bytes]:
    """The files of a campaign in two languages that shows them wherever posts are shown."""
    files: dict[str, str | bytes] = dict(_CAMPAIGN)
    for level in LEVELS:
        records = [person.record() for person in people if person.level == level]
        files[f"content/posts/{level}.yaml"] = json.dumps(records, ensure_ascii=False, indent=1)
    for person in people:
        files[f"content/{person.capture_file}"] = person.capture
        files[f"content/{person.media_file}"] = picture(person.number)
    quoted = "\n".join(f"::: post {person.id}\n" for person in people[::4])
    home = "---\ntitle: The street\ndescription: What people of the street tell.\n---\n\n"
    files["content/index.md"] = f"{home}A resident and a nurse tell of the night.\n\n{quoted}"
    files["content/index.ar.md"] = (
        f"---\ntitle: الشارع\ndescription: ما يرويه أهل الشارع.\n---\n\n{quoted}"
    )
    events = [
        {
            "id": f"night-{n}",
            "date": f"2016-04-{20 + n}",
            "title": {"en": f"Night {n}", "ar": f"الليلة {n}"},
            "text": "As **residents** tell it.",
            "source": "S1",
            "posts": [person.id for person in people[n::10]],
        }
        for n in range(10)
    ]
    timeline = {"title": {"en": "Nights", "ar": "ليالٍ"}, "events": events}
    files["content/timeline/nights.yaml"] = json.dumps(timeline, ensure_ascii=False)
    return files


_CAMPAIGN: dict[str, str | bytes] = {
    "site.yaml": """title: {en: Lights on, ar: أضيئوا الشارع}
url: https://campaign.example.org/
languages: {en: {name: English}, ar: {name: العربية}}
hashtags: [LightsOn]
contact: press@campaign.example.org
image: media/square.png
image_alt: {en: A red square, ar: مربع أحمر}
sources:
  S1: {title: A report on the street, publisher: The Daily Nothing, url: "https://news.example.com/a"}
""",
    "content/media/square.png": picture(1000),
    "content/about.md": "---\ntitle: About\ndescription: Who is behind it.\n---\n\n![A square](media/square.png)\n\n::: posts\n",
    "content/updates/first.md": "---\ntitle: The first day\ndescription: How it began.\ndate: 2016-05-03\n---\n\nIt began.\n",
    "content/figures.yaml": """- {id: dark, value: {about: 40}, unit: lamps, what: out of order, where: in the street, source: S1}
""",
    "content/statements.yaml": """- {id: works, who: The works, kind: reply, verbatim: false, text: They look into it., source: S1}
""",
    "content/actions.yaml": """- {id: ask, kind: write, title: Ask the works, targets: [{name: The works, email: works@example.org}], body: Mend the lamps.}
""",
    "content/share.yaml": "- {id: lamps, text: {en: The lamps are out., ar: انطفأت المصابيح.}}\n",
}
