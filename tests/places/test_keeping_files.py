"""Files that people give: type by content, safe names, size, and who gets them back."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.errors import Invalid
from accounts.models import User
from factories.files import clean_name, store, type_of
from factories.models import StoredFile
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]
PDF = b"%PDF-1.7\nnothing"


def photo(kind: str = "PNG", **given: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind, **given)
    return out.getvalue()


def packed(*names: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def keep(world: World, name: str, content: bytes, staff_only: bool = False) -> StoredFile:
    upload = SimpleUploadedFile(name, content, "text/html")
    with as_app(world.advisor, NOW):
        return store(factory=world.factory, upload=upload, staff_only=staff_only, by=world.advisor, at=NOW)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (photo(), "image/png"),
        (photo("JPEG"), "image/jpeg"),
        (photo("MPO", save_all=True, append_images=[Image.new("RGB", (4, 4))]), "image/jpeg"),
        (b"Sambaths note", "text/plain; charset=utf-8"),
        (
            packed("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (packed("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_type_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert type_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"  <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00\x03\x00",
        b"\x89PNG\r\n\x1a\nbroken",
        packed("evil.exe"),
        packed("xl/workbook.xml", "xl/vbaProject.bin"),
        b"PK\x03\x04broken",
    ],
)
def test_what_nobody_needs_to_open_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        type_of(content)


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = packed("word/document.xml", content=b"0" * (101 * 1024 * 1024))
    assert len(bomb) < 200_000
    with pytest.raises(Invalid, match="unpacks"):
        type_of(bomb)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\photos\\fire drill.exe", "fire drill.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("", "file.pdf"),
        ('a"b\r\n;c.pdf', "abc.pdf"),
        ("ប្លង់.pdf", "ប្លង់.pdf"),
    ],
)
def test_a_name_cannot_mislead(given: str, kept: str) -> None:
    assert clean_name(given, "application/pdf") == kept


def test_too_big_a_file_is_a_sentence(world: World, settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10
    with pytest.raises(Invalid, match="too big"):
        keep(world, "a.pdf", PDF)


def test_a_file_comes_back_as_a_download(world: World, browse: Browse) -> None:
    kept = keep(world, "fire drill.html", PDF)
    answer = browse(world.manager).get(f"/files/{kept.pk}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_of_staff_and_files_of_others_are_not_here(world: World, browse: Browse) -> None:
    kept = keep(world, "note.pdf", PDF, staff_only=True)
    assert browse(world.team_leader).get(f"/files/{kept.pk}/").status_code == 200
    for person in (world.manager, world.buyer_user, world.rival_manager, world.haitian_advisor):
        assert browse(person).get(f"/files/{kept.pk}/").status_code == 404
