"""Files that people give: checked by content, named safely, kept behind both walls."""

import hashlib
import io
import re
import unicodedata
import zipfile
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from accounts.errors import Invalid
from accounts.models import User
from accounts.verbs import verb
from factories.models import Factory, StoredFile

MAX_PIXELS = 60_000_000  # a phone's photo has about 12 million
MAX_ENTRIES = 2000
MAX_UNPACKED = 100 * 1024 * 1024
SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/plain; charset=utf-8": ".txt",
}
READERS = ("JPEG", "PNG", "WEBP")
IMAGES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}  # MPO: phones
OFFICE = {"word/document.xml": "wordprocessingml.document", "xl/workbook.xml": "spreadsheetml.sheet"}


@verb
def store(*, factory: Factory, upload: UploadedFile, staff_only: bool, by: User, at: datetime) -> StoredFile:
    """Keeps an upload with its factory; raises Invalid when it is too big or of no known type."""
    content = _read(upload)
    content_type = type_of(content)
    return StoredFile.rows.create(
        factory=factory,
        name=clean_name(upload.name or "", content_type),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        staff_only=staff_only,
        uploaded_by=by,
        uploaded_at=at,
    )


def _read(upload: UploadedFile) -> bytes:
    limit = settings.UPLOAD_LIMIT_BYTES
    if upload.size is None or upload.size > limit:
        said = {"limit": limit // (1024 * 1024)}
        raise Invalid(_("The file is too big. Send one of at most %(limit)s MB.") % said, "file")
    content: bytes = upload.read()
    if not content:
        raise Invalid(_("The file is empty. Choose another."), "file")
    return content


def type_of(content: bytes) -> str:
    """The type by content, never by name. Raises Invalid for what nobody here needs to open."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    found = _image_type(content) or _text_type(content)
    if not found:
        raise Invalid(_not_taken(), "file")
    return found


def _not_taken() -> str:
    return _("This kind of file is not taken. Send a PDF, a photo (JPEG, PNG, WebP), Word, Excel or text.")


def _image_type(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=READERS) as image:
            width, height = image.size
            kind = IMAGES[str(image.format)]
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return ""
    if width * height > MAX_PIXELS:
        raise Invalid(_("The picture is too large. Send it with fewer pixels."), "file")
    return kind


def _text_type(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    looks_active = text.lstrip("\ufeff \t\r\n").startswith("<")
    return "" if "\0" in text or looks_active else "text/plain; charset=utf-8"


def _office_type(content: bytes) -> str:
    """Word or Excel, told from the archive's directory; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise Invalid(_("The file is damaged. Save it again and send that."), "file") from broken
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Invalid(_("The file unpacks to far too much and was not taken."), "file")
    names = {entry.filename for entry in entries}
    for inside, kind in OFFICE.items():
        if inside in names and not any(name.lower().endswith("vbaproject.bin") for name in names):
            return f"application/vnd.openxmlformats-officedocument.{kind}"
    raise Invalid(_not_taken(), "file")


def clean_name(given: str, content_type: str) -> str:
    """The last part of the name without what could mislead, and with the suffix of its true type."""
    plain = PurePath(unicodedata.normalize("NFC", given).replace("\\", "/")).name
    visible = "".join(mark for mark in plain if unicodedata.category(mark)[0] not in "CZ" or mark == " ")
    stem = re.sub(r'[<>:"/|?*;%]', "", PurePath(visible).stem).strip(" .")[:120]
    return f"{stem or 'file'}{SUFFIXES[content_type]}"
