"""Rows of the advisory floor for its tests."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from advisory.actions import open_item
from advisory.models import PlanItem
from factories.models import Factory, FactoryGrant
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
