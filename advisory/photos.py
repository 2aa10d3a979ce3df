"""A photo says what it shows, never where and by whom it was taken: its metadata is left behind."""

import io

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP")
LONGEST_EDGE = 2560  # pixels; more shows no more on a screen and costs the factory's connection
MAX_PIXELS = 60_000_000  # above, the file is handed on as it is and refused by the store


def without_place(upload: UploadedFile) -> UploadedFile:
    """The same photo without EXIF, GPS and comments, turned upright; other files as they are."""
    if upload.size is None or upload.size > settings.UPLOAD_LIMIT_BYTES:
        return upload
    content = upload.read()
    upload.seek(0)
    try:
        drawn = _drawn_again(content)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return upload
    return SimpleUploadedFile(upload.name or "photo", drawn) if drawn else upload


def _drawn_again(content: bytes) -> bytes | None:
    with Image.open(io.BytesIO(content), formats=list(KINDS)) as image:
        if image.width * image.height > MAX_PIXELS:
            return None
        kind = "JPEG" if image.format == "MPO" else str(image.format)  # MPO: what some phones write
        upright = ImageOps.exif_transpose(image).convert("RGB" if kind == "JPEG" else "RGBA")
        upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
        out = io.BytesIO()
        bare.save(out, kind, quality=85)
    return out.getvalue()
