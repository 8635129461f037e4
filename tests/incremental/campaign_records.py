"""The made-up campaign's records: voices, a timeline, figures, statements, actions, a message."""

from __future__ import annotations

RECORDS = {
    "posts/amina.yaml": """\
network: mastodon
author: {name: Amina Example, handle: "@amina@social.example.org", lang: en}
url: https://social.example.org/@amina/110000000000000000
posted: 2026-04-11
lang: en
text: |
  I learnt to read in that room.
  #KeepTheLibrary
translation: {ar: في تلك القاعة تعلمت القراءة.}
media: [{file: media/shelf.jpg, alt: A shelf., credit: Amina Example}]
source: gazette
consent: {status: given}
""",
    "posts/lender.yaml": """\
network: facebook
author: {name: Basil Sampleton, handle: "@quince.paste"}
posted: 2026-04-14
lang: en
text: Marmalade is what I borrowed.
paraphrase: {en: He tells what he borrowed., ar: يحكي ما استعاره.}
source: gazette
consent: {status: given}
""",
    "posts/more.yaml": """\
- {id: council-account, url: https://x.com/exampleton_council/status/726459922079080449, state: lost}
- id: reader
  network: facebook
  author: {shown_as: {en: a reader, ar: إحدى القارئات}}
  posted: 2026-04~
  verbatim: false
  text: {en: Where are the children to go?, ar: إلى أين يذهب الأطفال؟}
  source: gazette
- id: warm
  network: x
  author: {name: Wren Example, handle: "@wren.hidden"}
  posted: 2026-04-13
  lang: en
  text: It is warm there.
  protect: handle
  source: gazette
  consent: {status: given}
- id: neighbour
  author: {name: Quillon Unshown, shown_as: {en: a teacher, ar: معلمة}}
  posted: 2026-04-15
  protect: name
  verbatim: false
  text: {en: My class goes there., ar: صفي يذهب إليها.}
  source: gazette
- id: staff
  author: {name: Verbena Unshown, shown_as: {en: a member of staff, ar: أحد العاملين}}
  posted: 2026-04-12
  lang: en
  text: They hid the syllabub at the turnstile from all of us.
  protect: words
  paraphrase: {en: The staff were told not to speak., ar: طُلب من العاملين ألا يتكلموا.}
  source: gazette
""",
    "timeline/library.yaml": """\
title: {en: What happened, ar: ما الذي حدث}
description: {en: The spring in which a library was to close., ar: ربيعٌ كادت فيه مكتبة أن تُغلق.}
intro: {en: Every event has its *source*., ar: لكل حدث *مصدره*.}
events:
  - id: decision
    date: 2026-04-09
    title: {en: The council votes, ar: المجلس يصوّت}
    text: {en: "Five to four. [The figures](figures.yaml)", ar: خمسة مقابل أربعة.}
    posts: [amina, staff]
    image: {file: media/room.jpg, alt: {en: An empty room., ar: قاعة خالية.}}
    sources: [minutes, gazette]
  - {id: vigil, date: 2026-05-01, title: {en: A vigil, ar: وقفة}, source: gazette}
  - {id: closing, date: 2026-06~, title: {en: The library is to close, ar: موعد الإغلاق}, source: minutes}
""",
    "figures.yaml": """\
- id: signed
  value: {more_than: 900}
  unit: {en: people, ar: شخص}
  what: {en: have signed, ar: وقّعوا}
  as_of: 2026-05-06
  source: gazette
  supersedes: signed-earlier
- {id: signed-earlier, value: 600-650, what: {en: had signed, ar: كانوا قد وقّعوا}, source: minutes}
- {id: visits, value: {about: 5500}, what: {en: visits a year, ar: زيارة في السنة}, as_of: 2025, source: minutes}
""",
    "statements.yaml": """\
- id: council-reply
  who: {en: The council, ar: المجلس}
  kind: claim
  date: 2026-04-15
  text: The building is too dear to heat.
  lang: en
  source: gazette
- id: mayor
  who: {en: The mayor, ar: رئيس البلدية}
  kind: demand
  text: {en: Say what is to become of the books., ar: قولوا ما مصير الكتب.}
  verbatim: false
  asked_on: 2026-04-30
  no_answer_by: 2026-05-11
  replies_to: council-reply
  source: gazette
""",
    "actions.yaml": """\
- id: write
  kind: write
  title: {en: Write to the council, ar: اكتبوا إلى المجلس}
  text: {en: "Be *polite*. It [works](about.md).", ar: كونوا *مهذبين*.}
  until: 2026-06-30
  targets:
    - {name: {en: Council of Exampleton, ar: المجلس}, email: office@example.org, checked: 2026-05-01}
  targets_file: councillors.csv
  subject: {en: The library, ar: المكتبة}
  body:
    en: "Dear {name}, I live in [your street]. Please keep it open. [your name]"
    ar: "{name}، أسكن في [شارعكم]. نرجو إبقاءها مفتوحة. [اسمكم]"
  steps: [{en: Say who you are., ar: عرّفوا بأنفسكم.}]
- id: read-outside
  kind: pledge
  title: {en: Read in the street, ar: اقرأوا في الشارع}
  what: {en: I read in the street until the library is safe., ar: أقرأ في الشارع حتى تسلم المكتبة.}
- {id: turn-green, kind: photo, title: {en: Turn green, ar: تلوّنوا بالأخضر}, tint: "#0b5d3b"}
""",
    "councillors.csv": "name,role,email,checked\nDilwyn Example,Councillor,dilwyn@example.org,2026-05-02\n",
    "share.yaml": """\
id: summer
text: {en: Our library may close this summer., ar: قد تُغلق مكتبتنا هذا الصيف.}
hashtags: [KeepTheLibrary]
page: take-action
""",
}
