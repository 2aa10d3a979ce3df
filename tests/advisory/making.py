"""Rows of the advisory floor for its tests."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import User
from advisory.actions import open_item
from advisory.models import Committee, CommitteeMember, Meeting, PlanItem, Visit
from advisory.models.committee import Sex, Side
from factories.models import Cycle, Factory, FactoryGrant
from tests.factories import NOW

TODAY = date(2026, 3, 2)  # the local day of NOW in Phnom Penh


def make_item(factory: Factory, by: User | None = None, **fields: Any) -> PlanItem:
    given = {"origin": PlanItem.Origin.PICC, "point": None, "title": "Exits are locked"}
    opening = {name: fields.pop(name) for name in list(fields) if name in (*given, "words", "public_issue")}
    item = open_item(factory=factory, by=by, at=NOW, **{**given, **opening})
    if fields:
        PlanItem.rows.filter(pk=item.pk).update(**fields)
        item.refresh_from_db()
    return item


def done_item(factory: Factory, **fields: Any) -> PlanItem:
    return make_item(factory, status=PlanItem.Status.DONE, done_at=NOW, **fields)


def update_of(item: PlanItem, **changes: Any) -> dict[str, Any]:
    """What the update form sends when only `changes` are typed."""
    now = {
        "base": item.version,
        "status": item.status,
        "root_cause": item.root_cause,
        "owner": item.owner,
        "due_on": item.due_on or "",
        "said": "",
        "form_id": str(uuid4()),
    }
    return {**now, **changes}


def photo(name: str = "door.jpg", with_place: bool = True) -> SimpleUploadedFile:
    """A small photo that says where it was taken."""
    image, out = Image.new("RGB", (40, 30), "navy"), BytesIO()
    exif = Image.Exif()
    if with_place:
        exif.get_ifd(0x8825)[2] = (11.0, 33.0, 0.0)  # GPSLatitude
        exif[0x010F] = "CANARY-CAMERA"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def make_committee(factory: Factory, pairs: int = 2, meetings: int = 0) -> Committee:
    """A committee with so many members on each side, met so often, a month apart."""
    committee = Committee.rows.create(factory=factory, formed_on=TODAY - timedelta(days=150))
    given = {"factory": factory, "committee": committee, "since": committee.formed_on}
    for number in range(pairs):
        for side in Side:
            name = f"{side.label.title()} {number}"
            CommitteeMember.rows.create(**given, name=name, side=side, sex=Sex.WOMAN)
    for number in range(meetings):
        day = NOW - timedelta(days=30 * (number + 1))
        Meeting.rows.create(factory=factory, committee=committee, planned_for=day, held_on=day.date())
    return committee


def make_visit(factory: Factory, advisor: User, **fields: Any) -> Visit:
    cycle = Cycle.rows.get(factory=factory)
    given = {"on": TODAY, "agenda": "Exits", "status": Visit.Status.PLANNED}
    return Visit.rows.create(factory=factory, cycle=cycle, advisor=advisor, **{**given, **fields})


def workers_of(committee: Committee) -> list[CommitteeMember]:
    return list(CommitteeMember.rows.sitting().filter(committee=committee, side=Side.WORKERS))


def queries(client: Client, address: str) -> int:
    """How often a page asks the database, without the marks of transactions and of the tests."""
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    words = ("SELECT", "INSERT", "UPDATE", "DELETE")
    asked = [query["sql"] for query in captured if query["sql"].lstrip("( ").startswith(words)]
    return sum("set_config('app.person', ''" not in sql for sql in asked)


def make_grant(factory: Factory, to: User, by: User, days: int) -> FactoryGrant:
    """A personal grant that ends so many days after NOW."""
    see = Permission.objects.get(codename="view_factory")
    span = {"since": NOW - timedelta(days=9), "until": NOW + timedelta(days=days)}
    given = {"permission": see, "content_object": factory, "granted_by": by, "reason": "stands in"}
    return FactoryGrant.objects.create(user=to, **given, **span)


def page(client: Client, address: str) -> str:
    """The text of a page that must be there."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()
