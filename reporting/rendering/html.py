"""The page's twin of the PDF and the document the PDF is made from: one fragment, the same words.

Same payload, language and template version: same bytes. No database, no clock, no settings.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.freezing import freeze, thaw
from reporting.payload import SCHEMA, Payload
from reporting.rendering import shapes, words
from reporting.rendering.glance import key_figures
from reporting.rendering.sections import comparable, sections

TEMPLATE_VERSION = "1"  # goes up with every change that a reader of an older document would see
PRINT_STYLES = ("report.css", "report-print.css")


@dataclass(frozen=True)
class Seal:
    """By what a document is known: stands on the cover, in every page's foot and at its end."""

    title: str
    code: str
    digest: str
    address: str
    schema: int = SCHEMA
    template_version: str = TEMPLATE_VERSION

    @property
    def qr(self) -> SafeString:
        return shapes.qr(self.address, _("QR code that opens the page which confirms this report"))


def render_html(payload: Payload, language: str) -> str:
    """The report as a fragment for a page that loads `app.css` and `report.css`."""
    return _render("reports/fragment.html", payload, language)


def render_document(payload: Payload, language: str, styles: tuple[str, ...] = PRINT_STYLES) -> str:
    """The report as a whole document with cover and contents, for print."""
    return _render("reports/document.html", payload, language, styles=styles)


def contents(payload: Payload, language: str) -> list[tuple[str, str]]:
    """Anchor and title of each part, for a list beside the page."""
    with override(language):
        return [(section.id, str(section.title)) for section in sections(payload)]


def seal(payload: Payload, language: str) -> Seal:
    frozen = freeze(payload)
    with override(language):
        return Seal(
            title=words.title(payload),
            code=frozen.code,
            digest=frozen.sha256,
            address=payload.head.verify_at + frozen.code,
        )


def _render(template: str, payload: Payload, language: str, **more: object) -> str:
    frozen = thaw(freeze(payload).json_text)  # what is shown is what was frozen, letter by letter
    with override(language):
        context = {
            "report": frozen,
            "head": frozen.head,
            "seal": seal(frozen, language),
            "sections": sections(frozen),
            "key_figures": key_figures(frozen),
            "comparable": comparable(frozen),
            "language": language,
            "direction": words.direction(language),
            **more,
        }
        return mark_safe(render_to_string(template, context))  # noqa: S308  made by an escaping template
