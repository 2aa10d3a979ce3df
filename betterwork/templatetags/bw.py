"""Template tags of the house; loaded in every template.

How each is used, with examples: `templates/components/README.md`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from uuid import uuid4

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, DateInput, DateTimeInput, Form, TimeInput, Widget
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from betterwork import moments
from betterwork.badges import BADGES, Badge
from betterwork.icons import ICONS, POINTING
from betterwork.moments import Moment, Zone

register = template.Library()

# -- Forms ------------------------------------------------------------------------------


@register.simple_tag
def form_id() -> SafeString:
    """The hidden, client-made id of a form: sent twice, saved once; a browser must not restore it."""
    return format_html('<input type="hidden" name="form_id" value="{}" autocomplete="off">', uuid4())


@register.simple_tag(takes_context=True)
def csrf(context: Context) -> SafeString | str:
    """`{% csrf_token %}` for parts that are included with `only`."""
    request = _request(context)
    if request is None:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input of a field in the house's manner, tied to its hint and its error."""
    _as_native(field.field.widget)
    widget = field.field.widget
    named = f"{_input_class(widget)} {widget.attrs.get('class', '')}".strip()
    described = describes(field)
    attrs: dict[str, str | bool] = {"placeholder": False}  # it vanishes when one types; labels stay
    attrs |= {"class": named} if named else {}
    attrs |= {"aria-describedby": described} if described else {}
    attrs |= {"rows": "4"} if widget.attrs.get("rows") == "10" else {}  # Django's ten are too tall
    return field.as_widget(attrs=attrs)


@register.filter
def describes(field: BoundField) -> str:
    """The ids of what explains this field: its hint and its error."""
    hint = f"{field.auto_id}_hint" if field.help_text else ""
    error = f"{field.auto_id}_error" if field.errors else ""
    return f"{hint} {error}".strip()


@register.filter
def shape(field: BoundField) -> str:
    """Which of the field's layouts fits: choices, check, file or plain."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    if kind in {"radio", "checkbox"}:
        return "check" if isinstance(widget, CheckboxInput) else "choices"
    if kind == "file":
        return "file"
    return "group" if field.use_fieldset else "plain"


@register.filter
def first_id(field: BoundField) -> str:
    """The id that a link in the list of errors jumps to."""
    return f"{field.auto_id}_0" if shape(field) in {"choices", "group"} else field.auto_id


@register.filter
def error_count(form: Form) -> int:
    return sum(len(sentences) for sentences in form.errors.values())


@register.filter
def message_tone(level_tag: str) -> str:
    """From the level of a message to the tone of its flash."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(level_tag, "")


@register.filter
def wrong_fields(form: Form) -> list[BoundField]:
    return [field for field in form if field.errors]


def _input_class(widget: Widget) -> str:
    kind = getattr(widget, "input_type", "")
    if kind in {"checkbox", "radio", "file"}:
        return ""
    return "input mid" if kind in {"date", "datetime-local", "time", "number"} else "input"


def _as_native(widget: Widget) -> None:
    """Dates and times by the browser's own picker; it wants ISO values whatever the language."""
    natives: list[tuple[type[Widget], str, str]] = [
        (DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
        (DateInput, "date", "%Y-%m-%d"),
        (TimeInput, "time", "%H:%M"),
    ]
    for part in getattr(widget, "widgets", [widget]):
        part.attrs.setdefault("class", "input mid") if part is not widget else None
        for kind, input_type, written in natives:
            if type(part) is kind:
                part.input_type, part.format = input_type, part.format or written  # type: ignore[attr-defined]


# -- Icons and badges -------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of `betterwork/icons.py`. With a label it speaks; without, it is decoration."""
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" {}>{}</svg>',
        " flip" if name in POINTING else "",
        said,
        mark_safe(ICONS[name]),  # noqa: S308  our own drawings
    )


@register.inclusion_tag("components/tag.html")
def badge(state: object, label: object = "") -> Mapping[str, object]:
    """A state as icon and word. `state` is a key of `BADGES`; `label` replaces its word."""
    found = BADGES.get(str(getattr(state, "value", state)), Badge("", "", ""))
    word = label or found.label or getattr(state, "label", "") or str(state).replace("_", " ").capitalize()
    return {"tone": found.tone, "icon": found.icon, "label": capfirst(str(word))}


@register.inclusion_tag("components/tag.html")
def status(row: Model, field: str = "status") -> Mapping[str, object]:
    """The badge of a row's state, with the model's own word for it."""
    state, word = getattr(row, field), getattr(row, f"get_{field}_display")()
    found = BADGES.get(f"{row._meta.model_name}.{state}") or BADGES.get(state) or Badge("", "", "")
    return {"tone": found.tone, "icon": found.icon, "label": capfirst(word)}


@register.inclusion_tag("components/mode.html")
def mode(kind: object) -> Mapping[str, object]:
    """How a service is given: on_site, virtual or hybrid."""
    found = BADGES[str(getattr(kind, "value", kind))]
    return {"icon": found.icon, "label": found.label}


@register.filter
def grouped(number: int | None) -> str:
    """“1,284”: a count with the language's thousands separator; nothing for nothing."""
    return "" if number is None else number_format(number, force_grouping=True)


# -- Moments ----------------------------------------------------------------------------


@register.inclusion_tag("components/due.html", takes_context=True)
def due(
    context: Context,
    moment: Moment | None,
    kind: str = "promise",
    zone: Zone = None,
    now: Moment | None = None,
    done: Moment | None = None,
) -> Mapping[str, object]:
    """The chip of a due moment: a promise (solid) or an aim (dashed)."""
    if not moment:
        return {"due": None}
    return {"due": moments.due(moment, _now(context, now), kind, zone or None, done or None)}


@register.inclusion_tag("components/clock.html", takes_context=True)
def clock(
    context: Context,
    began: datetime,
    due_at: datetime,
    zone: Zone = None,
    now: datetime | None = None,
    done: datetime | None = None,
    title: str = "",
    url: str = "",
    text: str = "",
    steps: str = "",
    head: str = "h3",
) -> Mapping[str, object]:
    """An hour clock; `steps` are the hours of its escalation, as in "24 48"."""
    moment = cast(datetime, _now(context, now))
    total = (due_at - began).total_seconds() / 3600
    return {
        "clock": moments.clock(began, due_at, moment, done or None),
        "began": moments.written_time(began, zone, moment),
        "ends": f"{moments.written_time(due_at, zone, moment)} ({_offset(due_at, zone)})",
        "ticks": [f"{100 * float(hour) / total:g}" for hour in steps.split()],
        "title": title,
        "url": url,
        "text": text,
        "head": head,
    }


@register.simple_tag(takes_context=True)
def local_date(
    context: Context, moment: Moment | None, zone: Zone = None, now: Moment | None = None, full: bool = False
) -> SafeString | str:
    """“Thu 19 Nov” when near, “29 Nov 2026” otherwise; `full=True`: “Thu 19 Nov 2026”."""
    if not moment:
        return ""
    return _time_element(moment, zone, moments.written_date(moment, zone, _now(context, now), full))


@register.simple_tag(takes_context=True)
def local_time(
    context: Context,
    moment: Moment | None,
    zone: Zone = None,
    now: Moment | None = None,
    full: bool = False,
    place: bool = False,
) -> SafeString | str:
    """“Thu 19 Nov, 09:20”; `place=True` adds “Phnom Penh (UTC+7)”; `full=True` keeps the year."""
    if not moment:
        return ""
    said = moments.written_time(moment, zone, _now(context, now), full, place)
    return _time_element(moment, zone, said)


@register.simple_tag
def place(moment: Moment, zone: Zone = None) -> str:
    """“Phnom Penh (UTC+7)”: said once in the head of a list of times."""
    return moments.place_and_offset(moment, zone)


@register.simple_tag(takes_context=True)
def distance(context: Context, moment: Moment | None, zone: Zone = None, now: Moment | None = None) -> str:
    """“in 2 days”, “today”, “4 days ago”."""
    return "" if not moment else moments.distance(moment, _now(context, now), zone)


def _now(context: Context, now: Moment | None) -> Moment:
    """The moment given, else the request's domain time; a page without either has no due dates."""
    found = now or context.get("at") or getattr(_request(context), "at", None)
    if found is None:
        raise template.TemplateSyntaxError("Say now=…: this template has no `at`.")
    return cast(Moment, found)


def _request(context: Context) -> HttpRequest | None:
    """The request, which an include with `only` keeps although its variables are gone."""
    return cast("HttpRequest | None", getattr(context, "request", None))


def _time_element(moment: Moment, zone: Zone, said: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moments.iso(moment, zone), said)


def _offset(moment: datetime, zone: Zone) -> str:
    offset = moment.astimezone(moments.zone_of(zone)).utcoffset()
    return moments.offset_name(offset) if offset else "UTC"


# -- Lists ------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """This page's address with parameters changed; an empty value removes one."""
    asked: QueryDict = cast(HttpRequest, _request(context)).GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value not in (None, ""):
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.inclusion_tag("components/sort.html", takes_context=True)
def sort_head(context: Context, label: str, key: str, num: bool = False) -> Mapping[str, object]:
    """A table head that sorts: `?sort=key`, and `?sort=-key` on the second click."""
    now = cast(HttpRequest, _request(context)).GET.get("sort", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    to = query(context, sort=f"-{key}" if now == key else key, page="")
    return {"label": label, "order": order, "url": to, "num": num}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: "Page[object]", label: str | Promise = "") -> Mapping[str, object]:
    """Pages of a list, by Django's Page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [(n, query(context, page=n) if isinstance(n, int) else "") for n in numbers]
    return {
        "page": page,
        "label": label,
        "links": links,
        "before": query(context, page=page.number - 1),
        "after": query(context, page=page.number + 1),
    }
