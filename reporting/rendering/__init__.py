"""From a frozen payload to what people read: HTML, PDF, spreadsheet. From that payload alone.

>>> from reporting.freezing import freeze, thaw
>>> from reporting.rendering import render_html, render_pdf, render_xlsx, pdf_available
>>> frozen = freeze(compose(report))                     # doctest: +SKIP
>>> payload = thaw(frozen.json_text, digest=frozen.sha256)  # doctest: +SKIP
>>> render_html(payload, "en")                           # doctest: +SKIP
'<article class="report …'
>>> pdf_available()                                      # doctest: +SKIP
Availability(ok=True, sentence='')
>>> render_pdf(payload, "ar")[:5]                        # doctest: +SKIP
b'%PDF-'
"""

from reporting.rendering.html import TEMPLATE_VERSION, contents, render_document, render_html, seal
from reporting.rendering.pdf import Availability, PdfUnavailable, pdf_available, render_pdf
from reporting.rendering.xlsx import render_xlsx

__all__ = [
    "TEMPLATE_VERSION",
    "Availability",
    "PdfUnavailable",
    "contents",
    "pdf_available",
    "render_document",
    "render_html",
    "render_pdf",
    "render_xlsx",
    "seal",
]
