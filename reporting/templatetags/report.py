"""What the documents' templates need: words in their own language, times, tags, shapes."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reporting.payload import Cluster, Compared, Day, Earlier, FoundBy, Modality, Moment, People, Rate, Text
from reporting.rendering import shapes, words

register = template.Library()


# -- Words: the translation first if there is one, and the original always (IP-1) ------------
@register.filter
def say(text: Text | None) -> SafeString:
    """Words in a line."""
    if text is None:
        return SafeString("")
    translated = _translated(text)
    original = _in_its_language(text.words, text.language)
    if translated is None:
        return original
    return format_html(
        '{}<span class="original"><span class="original-note">{}</span> {}</span>',
        translated,
        _note(text),
        original,
    )


@register.filter
def tell(text: Text | None) -> SafeString:
    """Words in paragraphs, as the writer broke them."""
    if text is None:
        return SafeString("")
    translated = _translated(text)
    original = _paragraphs(text.words, text.language)
    if translated is None:
        return original
    return format_html(
        '{}<div class="original"><p class="original-note">{}</p>{}</div>',
        _paragraphs(translated, get_language() or "en"),
        _note(text),
        original,
    )


def _translated(text: Text) -> str | None:
    reader = get_language() or "en"
    return None if text.language == reader else text.into(reader)


def _note(text: Text) -> str:
    return _("Translated. Original, %(language)s:") % {"language": words.language_name(text.language)}


def _in_its_language(text: str, language: str) -> SafeString:
    if language == get_language():
        return format_html("{}", text)
    return format_html(
        '<span class="said" lang="{}" dir="{}">{}</span>', language, words.direction(language), text
    )


def _paragraphs(text: str, language: str) -> SafeString:
    paragraphs = [part.strip() for part in text.replace("\r", "").split("\n") if part.strip()]
    return format_html_join(
        "",
        '<p lang="{}" dir="{}">{}</p>',
        ((language, words.direction(language), part) for part in paragraphs),
    )


# -- Times -----------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def day(context: Context, value: Day | None, form: str = "short") -> SafeString:
    if value is None:
        return SafeString("")
    text = words.day(value, get_language() or "en", _country(context), long=form == "long")
    return format_html('<time datetime="{}">{}</time>', value.on.isoformat(), text)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: Moment | None, form: str = "short") -> SafeString:
    if value is None:
        return SafeString("")
    text = words.moment(value, get_language() or "en", _country(context), long=form == "long")
    return format_html('<time datetime="{}">{}</time>', value.at.isoformat(), text)


@register.simple_tag(takes_context=True)
def span(context: Context, first: Day, last: Day) -> str:
    return words.span(first, last, get_language() or "en", _country(context))


def _country(context: Context) -> str:
    return str(context["head"].factory.country_code)


# -- Numbers and tags --------------------------------------------------------------------------
@register.filter
def rate(value: Rate) -> str:
    return words.rate(value)


@register.filter
def percent(value: Rate | People | int | None) -> SafeString:
    """Isolated, so that the sign stays on its side in text from right to left."""
    if isinstance(value, Rate):
        value = value.percent
    if isinstance(value, People):
        value = value.women_percent
    return format_html("<bdi>{}</bdi>", words.percent(value))


@register.filter
def rest(value: Rate) -> int:
    return value.base - value.part


@register.filter
def label(value: StrEnum) -> str:
    return words.label(value)


@register.filter
def tag(value: StrEnum) -> SafeString:
    tone, icon_name = words.tone(value)
    return _tag(words.label(value), tone, icon_name)


MARKS = {
    "unverified": (gettext_lazy("Not verified by Better Work"), "warn", "warn"),
    "public": (gettext_lazy("Publicly reported"), "info", "globe"),
    "functional": (gettext_lazy("Functional"), "ok", "check"),
    "not_functional": (gettext_lazy("Not functional"), "bad", "cross"),
}


@register.simple_tag
def mark(name: str) -> SafeString:
    """The marks that say whose words these are, what is public, whether a committee works."""
    text, tone, icon_name = MARKS[name]
    return _tag(str(text), tone, icon_name)


@register.filter
def yes_no(value: bool) -> str:
    return _("Yes") if value else _("No")


@register.filter
def met(value: bool) -> SafeString:
    """Before a fact of a judgement: a tick or a cross, with its word for who cannot see it."""
    word, name, css, tone = (
        (_("Met"), "check", "yes", "ok") if value else (_("Not met"), "cross", "no", "bad")
    )
    return format_html(
        '<span class="{}">{}<span class="vh">{}:</span></span>', css, shapes.icon(name, tone), word
    )


@register.filter
def mode(value: Modality) -> SafeString:
    name = "screen" if value is Modality.VIRTUAL else "pin"
    return format_html('<span class="mode">{}{}</span>', shapes.icon(name, "info"), words.label(value))


def _tag(text: str, tone: str, icon_name: str) -> SafeString:
    return format_html('<span class="tag {}">{}{}</span>', tone, shapes.icon(icon_name, tone), text)


# -- Shapes --------------------------------------------------------------------------------------
@register.simple_tag
def bar(value: Rate, tone: str = "info") -> SafeString:
    return shapes.bar(value, words.rate(value), tone)


@register.simple_tag
def trend(series: Sequence[Earlier]) -> SafeString:
    factory = [earlier.questions.percent for earlier in series]
    said = ", ".join(
        f"{earlier.label}: {words.percent(value)}" for earlier, value in zip(series, factory, strict=True)
    )
    alternative = _("Share of questions not compliant. %(values)s") % {"values": said}
    return shapes.trend(factory, [earlier.country_percent for earlier in series], alternative)


@register.simple_tag
def swatch(dashed: bool = False) -> SafeString:
    return shapes.swatch(dashed)


# -- Groups --------------------------------------------------------------------------------------
@register.filter
def with_findings(clusters: Iterable[Cluster]) -> list[Cluster]:
    return [cluster for cluster in clusters if any(point.findings for point in cluster.results)]


@register.filter
def by_finder(compared: Sequence[Compared]) -> list[tuple[FoundBy, list[Compared]]]:
    return [(who, [row for row in compared if row.found_by is who]) for who in FoundBy]
