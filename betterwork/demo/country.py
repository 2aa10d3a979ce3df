"""What each of the demo's country programmes has of its own: holidays, contacts, published updates."""

from datetime import date, timedelta
from hashlib import sha256

from betterwork.demo.draw import Draw
from betterwork.demo.ground import Office
from programmes.models import Contact, Holiday
from reporting.composing.conditions import compose
from reporting.models import ConditionsUpdate, PublishedConditions

EVERYWHERE = [(1, 1, "New Year"), (5, 1, "Labour Day")]
HOLIDAYS = {  # month, day, name; those of movable feasts are left out
    "BD": [(3, 26, "Independence Day"), (12, 16, "Victory Day")],
    "HT": [(1, 2, "Ancestors' Day"), (11, 18, "Battle of Vertières Day")],
    "JO": [(5, 25, "Independence Day"), (12, 25, "Christmas Day")],
    "KH": [(4, 14, "Khmer New Year"), (4, 15, "Khmer New Year"), (11, 9, "Independence Day")],
}
UPDATES = [  # days ago, title and words in English and in Arabic
    (
        200,
        {"en": "What we offer this half-year", "ar": "ما نقدّمه في هذا النصف من السنة"},
        {"en": "Advisory visits go on as always.", "ar": "تستمر الزيارات الإرشادية كالمعتاد."},
    ),
    (
        12,
        {"en": "Where we visit factories now", "ar": "أين نزور المصانع الآن"},
        {
            "en": "This is where we go ourselves, and where we meet you by video. Your advisor tells you the day.",
            "ar": "هنا نزوركم بأنفسنا، وهناك نلتقي بكم عبر الفيديو. يخبركم مستشاركم باليوم.",
        },
    ),
]


def lay(draw: Draw, offices: list[Office]) -> None:
    for office in offices:
        _holidays(draw, office)
        _contacts(draw, office)
    draw.write()
    for office in offices:
        for number, (ago, titles, words) in enumerate(UPDATES, 1):
            _update(draw, office, number, draw.today - timedelta(days=ago), titles, words)


def _holidays(draw: Draw, office: Office) -> None:
    for year in (draw.today.year, draw.today.year + 1):
        for month, day, name in [*EVERYWHERE, *HOLIDAYS.get(office.country.code, [])]:
            draw.new(Holiday, programme=office.programme, on=date(year, month, day), name=name)


def _contacts(draw: Draw, office: Office) -> None:
    assert office.administrator
    code = office.country.code.lower()
    draw.new(
        Contact,
        programme=office.programme,
        name=f"Better Work {office.programme.name}",
        purpose="Questions of factories and buyers",
        email=f"desk.{code}@demo.example",
        public=True,
    )
    draw.new(
        Contact,
        programme=office.programme,
        name=office.administrator.name,
        purpose="Lists, registrations, payments",
        email=office.administrator.email,
    )


def _update(
    draw: Draw, office: Office, number: int, on: date, titles: dict[str, str], words: dict[str, str]
) -> None:
    programme, at = office.programme, draw.at(on, office.programme.tz)
    payload = compose(programme, on)
    said = {"on": on, "titles": titles, "words": words, "payload": payload, "published_at": at}
    draw.new(
        ConditionsUpdate,
        programme=programme,
        status=ConditionsUpdate.Status.PUBLISHED,
        made_by=office.administrator,
        made_at=at - timedelta(days=1),
        approved_by=office.manager,
        approved_at=at,
        publish_at=at,
        **said,
    )
    draw.new(
        PublishedConditions,
        country=programme.code,
        name=programme.name,
        zone=programme.zone,
        number=number,
        sha256=sha256(payload.encode()).hexdigest(),
        **said,
    )
