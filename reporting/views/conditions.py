"""The public pages of conditions and updates, and their feeds (PHS-5).

They ask the published table alone, which everybody may read; never a working row, whoever asks.
"""

import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.requests import Request
from reporting.bylanguage import Words, in_words
from reporting.models import PublishedConditions

NEWEST = 10  # of all countries on one page
EARLIER = 100  # of one country
IN_A_FEED = 20


@dataclass(frozen=True)
class Update:
    row: PublishedConditions
    title: Words
    words: Words

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.row.zone)

    @property
    def url(self) -> str:
        return reverse("conditions_update", args=[self.row.country, self.row.number])

    @property
    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.row.payload)
        return found

    @property
    def phases(self) -> list[dict[str, Any]]:
        return said(self.payload)


@dataclass(frozen=True)
class Country:
    now: Update  # the newest whose day has come, or the first there is
    newest: Update


def said(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """The phases in the reader's language."""
    by_language: dict[str, list[dict[str, Any]]] = payload["said"]
    return by_language.get(get_language() or "", by_language[settings.LANGUAGE_CODE])


def read(row: PublishedConditions) -> Update:
    return Update(row, in_words(row.titles), in_words(row.words))


def conditions(request: Request) -> HttpResponse:
    """All countries that have published something, and the newest updates."""
    newest = PublishedConditions.objects.order_by("country", "-number").distinct("country")
    latest = {row.country: read(row) for row in newest}
    now = _now(request, latest)
    countries = [Country(now[code], each) for code, each in latest.items()]
    context = {
        "countries": sorted(countries, key=lambda each: each.newest.row.name),
        "updates": [read(row) for row in PublishedConditions.objects.all()[:NEWEST]],
    }
    return render(request, "conditions/index.html", context)


def country(request: Request, code: str, number: int | None = None) -> HttpResponse:
    """The newest update of a country, or an earlier one by its number."""
    rows = PublishedConditions.objects.filter(country=code.upper()).order_by("-number")
    listed = [read(row) for row in rows.defer("payload")[:EARLIER]]
    row = rows.filter(number=number).first() if number is not None else rows.first()
    if row is None:
        raise Http404
    update = read(row)
    context = {
        "update": update,
        "newest": listed[0],
        "listed": listed,
        "is_old": number not in (None, listed[0].row.number),
    }
    return render(request, "conditions/country.html", context)


def feed(request: HttpRequest, language: str, code: str = "") -> HttpResponse:
    """Atom, of one country or of all, in the language of the address: feed readers send no cookie."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    rows = (
        PublishedConditions.objects.filter(country=code.upper())
        if code
        else PublishedConditions.objects.all()
    )
    found = list(rows[:IN_A_FEED])
    if code and not found:
        raise Http404
    with override(language):
        page = reverse("conditions_country", args=[found[0].country]) if code else reverse("conditions")
        text = _atom(found, language, request.path, page).writeString("utf-8")
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _atom(found: list[PublishedConditions], language: str, path: str, page: str) -> Atom1Feed:
    atom = Atom1Feed(
        title=_("Conditions in the countries of Better Work"),
        link=settings.BASE_URL + page,
        feed_url=settings.BASE_URL + path,
        description=_("Phases, and what is possible in them"),
        language=language,
    )
    for update in map(read, found):
        atom.add_item(
            title=f"{update.row.name}: {update.title.text}",
            link=settings.BASE_URL + update.url,
            unique_id=f"urn:uuid:{update.row.pk}",
            description=update.words.text,
            pubdate=update.row.published_at.astimezone(UTC),
            updateddate=update.row.published_at.astimezone(UTC),
        )
    return atom


def _now(request: Request, latest: dict[str, Update]) -> dict[str, Update]:
    """Of each country the newest update whose day has come there; two queries more where one has not."""
    today = {code: request.at.astimezone(each.zone).date() for code, each in latest.items()}
    coming = [code for code, each in latest.items() if each.row.on > today[code]]
    if not coming:
        return latest
    known = PublishedConditions.objects.filter(country__in=coming).order_by("number")
    come = {code: pk for code, pk, on in known.values_list("country", "pk", "on") if on <= today[code]}
    rows = PublishedConditions.objects.in_bulk(come.values())
    return latest | {code: read(rows[pk]) for code, pk in come.items()}
