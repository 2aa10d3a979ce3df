"""The languages of country programmes: more than the product speaks."""

from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

KNOWN_TO_DJANGO = ("ar", "bn", "en", "es", "fr", "id", "km", "ur", "uz", "vi")
OTHERS = {
    "am": gettext_lazy("Amharic"),
    "ht": gettext_lazy("Haitian Creole"),
    "mg": gettext_lazy("Malagasy"),
    "si": gettext_lazy("Sinhala"),
}


def name(code: str) -> str:
    """In the reader's language; the code itself where nobody named it."""
    if code in OTHERS:
        return str(OTHERS[code])
    try:
        return _(get_language_info(code)["name"])
    except KeyError:
        return code


def choices(more: list[str]) -> list[tuple[str, str]]:
    """All that a programme can choose, those that it has among them."""
    codes = {*KNOWN_TO_DJANGO, *OTHERS, *more}
    return sorted(((code, name(code)) for code in codes), key=lambda each: each[1])
