"""Shapes as SVG: icons, bars, the trend, the QR code. Never text: it stands in HTML beside them.

The PDF's maker does not shape text inside SVG (Khmer, Bengali and Arabic come out broken) and
does not apply the page's styles there, so colours and lengths are attributes. `<title>` becomes
the alternative text in the PDF; on the page the number stands beside the shape, which is hidden
from screen readers.
"""

from collections.abc import Iterable, Sequence

import segno
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reporting.payload import Rate

INDIGO, BLUE, GREY, PALE, RULE = "#230050", "#1e2dbe", "#5a6570", "#edf0f2", "#d8dee3"
# The inks of tags: the page's styles say `currentColor`, which the PDF's maker does not know in shapes.
INK = "#3f454d"
INKS = {"ok": "#1d6216", "info": BLUE, "warn": "#6b4700", "bad": "#ad1c2b"}
TONES = {"info": BLUE, "ok": "#4f9a2e", "bad": "#b3202f"}

ICONS = {
    "check": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "dash": '<path d="M6 12h12"/>',
    "ring": '<circle cx="12" cy="12" r="7"/>',
    "half": '<circle cx="12" cy="12" r="7"/><path d="M12 5a7 7 0 0 0 0 14Z" fill="currentColor"/>',
    "most": '<circle cx="12" cy="12" r="7"/><path d="M12 5v7H5a7 7 0 1 0 7-7Z" fill="currentColor"/>',
    "pen": '<path d="M4 20h4L19 9l-4-4L4 16v4Z"/>',
    "warn": '<path d="M12 4 2.500 20h19L12 4Z"/><path d="M12 10v4M12 17h.01"/>',
    "globe": '<circle cx="12" cy="12" r="8.500"/><path d="M3.500 12h17M12 3.500c5 5 5 12 0 17-5-5-5-12 0-17Z"/>',
    "pin": '<path d="M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21Z"/><circle cx="12" cy="9.500" r="2.500"/>',
    "screen": '<rect x="3" y="6" width="12" height="12" rx="1"/><path d="m15 11 6-3.500v9L15 13"/>',
}

# What a reader of the PDF is told instead of the picture; the word stands beside it in any case.
SIGNS = {
    "check": "✓",
    "cross": "✗",
    "dash": "–",
    "ring": "○",
    "half": "◐",
    "most": "◕",
    "pen": "✎",
    "warn": "!",
    "globe": "○",
    "pin": "•",
    "screen": "□",
}

WIDTH, HEIGHT, FOOT = 600, 170, 12


def icon(name: str, tone: str = "") -> SafeString:
    colour = INKS.get(tone, INK)
    return format_html(
        '<svg class="i" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="{}"'
        ' stroke-width="1.75" aria-hidden="true"><title>{}</title>{}</svg>',
        colour,
        SIGNS[name],
        mark_safe(ICONS[name].replace("currentColor", colour)),  # noqa: S308  constants of this module
    )


def bar(rate: Rate, alternative: str, tone: str = "info") -> SafeString:
    """A share of the whole width; empty where nothing was counted."""
    length = round(100 * rate.part / rate.base, 2) if rate.base else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><title>{}</title>'
        '<rect width="100" height="10" fill="{}"/><rect width="{}" height="10" fill="{}"/></svg>',
        alternative,
        PALE,
        f"{length:g}",
        TONES[tone],
    )


def trend(factory: Sequence[int | None], country: Sequence[int | None], alternative: str) -> SafeString:
    """Two lines over equal columns: the table under the shape has one column for each point.

    Values are percent. Time runs from left to right in every language.
    """
    top = max(20, -(-max([*_known(factory), *_known(country), 0]) // 10) * 10)
    rules = [_y(value, top) for value in range(0, top + 1, 10)]
    return format_html(
        '<svg class="trend-shape" viewBox="0 0 {} {}" aria-hidden="true"><title>{}</title>{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        alternative,
        format_html_join(
            "",
            f'<path d="M0 {{}}H{WIDTH}" stroke="{RULE}" stroke-width="1" fill="none"/>',
            ((y,) for y in rules),
        ),
        _line(country, top, GREY, "2", ' stroke-dasharray="7 5"'),
        _line(factory, top, BLUE, "3", ""),
        format_html_join("", f'<circle cx="{{}}" cy="{{}}" r="5.5" fill="{BLUE}"/>', _points(factory, top)),
    )


def swatch(dashed: bool) -> SafeString:
    """The line's look, for the head of its row."""
    colour, dash = (GREY, ' stroke-dasharray="7 5"') if dashed else (BLUE, "")
    return mark_safe(  # noqa: S308  constants of this module
        '<svg class="swatch-line" viewBox="0 0 40 8" width="40" height="8" aria-hidden="true"><title>–</title>'
        f'<path d="M0 4H40" stroke="{colour}" stroke-width="3" fill="none"{dash}/></svg>'
    )


def _known(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None]


def _y(value: int, top: int) -> str:
    return f"{HEIGHT - FOOT - (HEIGHT - 2 * FOOT) * value / top:g}"


def _points(values: Sequence[int | None], top: int) -> list[tuple[str, str]]:
    step = WIDTH / len(values)
    return [
        (f"{step * (place + 0.5):.6g}", _y(value, top))
        for place, value in enumerate(values)
        if value is not None
    ]


def _line(values: Sequence[int | None], top: int, colour: str, width: str, dash: str) -> SafeString:
    points = " ".join(f"{x},{y}" for x, y in _points(values, top))
    return mark_safe(  # noqa: S308  numbers and constants only
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
    )


def qr_path(address: str) -> tuple[int, str]:
    """The code's modules as one path, and the length of its side with the quiet zone."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=2)]
    return len(rows), "".join(_runs(rows))


def _runs(rows: list[list[int]]) -> Iterable[str]:
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
                start = None


def qr(address: str, alternative: str) -> SafeString:
    side, path = qr_path(address)
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" width="104" height="104" role="img" aria-label="{1}">'
        '<title>{1}</title><rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="{3}"/></svg>',
        side,
        alternative,
        path,
        INDIGO,
    )
