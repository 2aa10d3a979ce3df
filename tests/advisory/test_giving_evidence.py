"""Photos and documents with a plan item: checked, and without the place where they were taken."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.errors import Invalid, NotAllowed
from advisory.actions import give_evidence
from advisory.models import Evidence
from advisory.photos import without_place
from factories.models import StoredFile
from tests.advisory.making import make_grant, make_item, photo, update_of
from tests.personas import World
from tests.roles import as_app


def test_a_photo_loses_its_place_and_camera() -> None:
    content = without_place(photo()).read()
    assert b"CANARY-CAMERA" in photo().read()
    assert b"CANARY-CAMERA" not in content
    assert not Image.open(BytesIO(content)).getexif()


def test_a_photo_taken_sideways_stands_upright() -> None:
    image, out, exif = Image.new("RGB", (40, 30)), BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    image.save(out, "JPEG", exif=exif)
    upright = without_place(SimpleUploadedFile("a.jpg", out.getvalue()))
    assert Image.open(BytesIO(upright.read())).size == (30, 40)


def test_a_document_stays_as_it_is() -> None:
    assert without_place(SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")).read() == b"%PDF-1.7 x"


def test_a_picc_member_gives_evidence(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    give_evidence(item=item, file=photo(), words="Door 2A", by=world.picc_worker, at=now)
    evidence = Evidence.rows.select_related("file").get()
    assert (evidence.words, evidence.given_by) == ("Door 2A", world.picc_worker)
    assert b"CANARY-CAMERA" not in bytes(evidence.file.content)


def test_a_programme_in_disguise_is_refused(world: World, now: datetime) -> None:
    file = SimpleUploadedFile("photo.jpg", b"MZ\x90\x00" + b"\x00" * 60)
    with pytest.raises(Invalid, match="kind of file is not taken"):
        give_evidence(item=make_item(world.factory), file=file, by=world.manager, at=now)


def test_an_advisor_who_was_given_the_factory_gives_evidence(world: World, now: datetime) -> None:
    item = make_item(world.factory)
    make_grant(world.factory, world.haitian_advisor, world.country_manager, days=1)
    with as_app(world.haitian_advisor, now):
        assert give_evidence(item=item, file=photo(), by=world.haitian_advisor, at=now)


def test_an_assessor_gives_no_evidence(world: World, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        give_evidence(item=make_item(world.factory), file=photo(), by=world.assessor, at=now)


def test_an_update_with_a_bad_file_writes_nothing(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\x00" + b"\x00" * 60)
    typed = update_of(item, owner="Heng Rithy", evidence=[photo(), bad])
    answer = browse(world.manager).post(f"/plan/items/{item.pk}/", typed)
    item.refresh_from_db()
    assert answer.status_code == 422
    assert item.owner == ""
    assert not StoredFile.rows.exists()


def test_an_update_brings_its_photos(world: World, browse: Any) -> None:
    item = make_item(world.factory)
    typed = update_of(item, status="done", said="Bars fitted", evidence=[photo(), photo("b.jpg")])
    answer = browse(world.manager).post(f"/plan/items/{item.pk}/", typed)
    assert answer.status_code == 302, answer.content.decode()
    assert Evidence.rows.filter(item=item).count() == 2


@pytest.mark.parametrize(("name", "status"), [("manager", 200), ("advisor", 200), ("buyer_user", 404)])
def test_who_reads_the_file(world: World, now: datetime, browse: Any, name: str, status: int) -> None:
    given = give_evidence(item=make_item(world.factory), file=photo(), by=world.manager, at=now)
    answer = browse(getattr(world, name)).get(f"/plan/evidence/{given.pk}/")
    assert answer.status_code == status
