"""The PDF: the same document, laid out by WeasyPrint as PDF/UA-1.

WeasyPrint and the text libraries behind it are loaded on the first call, never at import: a
machine without them serves everything else. Nothing is fetched: styles and fonts come from the
product's own folder, pictures stand in the document.

Rendering takes seconds and some hundred megabytes: call it in a worker, never in a request.
"""

import logging
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.errors import Refused
from reporting.freezing import freeze
from reporting.payload import Payload
from reporting.rendering.html import render_document

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
BASE = "https://bundled.invalid/"  # nothing is ever asked there: the fetcher answers from the folder
ASSETS = re.compile(re.escape(BASE) + r"((?:fonts/)?[\w-]+\.(?:css|woff2))")
FORM = {"pdf_variant": "pdf/ua-1"}
TYPES = {".css": "text/css", ".woff2": "font/woff2"}


class PdfUnavailable(Refused):
    """The machine lacks the text libraries; the sentence names the command that installs them."""


class ForeignAddress(Exception):
    """A document asked for something outside the product's own folder: a fault in a template."""


@dataclass(frozen=True)
class Availability:
    ok: bool
    sentence: str = ""

    def __bool__(self) -> bool:
        return self.ok


def pdf_available() -> Availability:
    """Whether this machine can make PDFs; if not, what to install."""
    try:
        _maker()
    except (ImportError, OSError):
        sentence = _("PDFs cannot be made on this machine. Install: %(command)s")
        command = f"apt-get install -y --no-install-recommends {PACKAGES}"
        return Availability(ok=False, sentence=sentence % {"command": command})
    return Availability(ok=True)


def render_pdf(payload: Payload, language: str) -> bytes:
    """Same payload, language and template version: same pages.

    Raises `PdfUnavailable` where the libraries are missing.
    """
    available = pdf_available()
    if not available:
        raise PdfUnavailable(available.sentence)
    return pdf_of(render_document(payload, language), identifier=bytes.fromhex(freeze(payload).sha256)[:16])


def pdf_of(document: str, *, identifier: bytes) -> bytes:
    pdf: bytes = laid_out(document).write_pdf(**FORM, pdf_identifier=identifier)
    return pdf


def laid_out(document: str) -> Any:
    """The pages, before they are written: WeasyPrint's `Document`."""
    weasyprint, fonts = _maker()
    try:
        html = weasyprint.HTML(string=document, base_url=BASE, url_fetcher=_fetcher()())
        return html.render(font_config=fonts, **FORM)
    except weasyprint.urls.FatalURLFetchingError as error:  # no `Exception`: it would stop a worker
        raise ForeignAddress(str(error)) from error


@cache
def _maker() -> tuple[Any, Any]:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells each table of each font
    return weasyprint, FontConfiguration()


@cache
def _fetcher() -> Any:
    """A class that answers from the product's own folder, and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Bundled(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            asset = ASSETS.fullmatch(url)
            if asset is None:
                raise FatalURLFetchingError(f"A report may not fetch {url[:100]}")
            path = Path(settings.BASE_DIR) / "static" / asset[1]
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    return Bundled
