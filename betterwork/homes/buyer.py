"""A buyer's home: the reports open to it, its requests that wait, and what is missing for the others (WHO-10)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.paging import page_of
from accounts.requests import Request
from advisory.buyers import waiting
from factories.models import AccessForm, BuyerAccess, BuyerLink, PaidRegistration
from programmes.models import CountryProgramme
from reporting.models import Download, Report, ReportFile
from reporting.reportlist import rows_of
from reporting.views.files import MOST

SHOWN = 20  # factories not open; the list of links has the rest
PER_PAGE = 10


def home(request: Request) -> HttpResponse:
    page = page_of(_found(request), request.GET.get("page"), PER_PAGE)
    claims = list(_not_open(request.user)[: SHOWN + 1])
    rows = rows_of(page.object_list, request.at)
    opened, with_file = _of_versions(request.user, [row.report.current_id for row in rows])
    context = {
        "page": page,
        "rows": rows,
        "opened": opened,
        "with_file": with_file,
        "new": [row for row in rows if row.report.current_id in with_file - opened],
        "claims": [_claim(link) for link in claims[:SHOWN]],
        "more_claims": len(claims) > SHOWN,
        "wishes": waiting.of(request.user),
        "kinds": Report.Kind.choices,
        "programmes": CountryProgramme.objects.all(),
        "most": MOST,
    }
    return render(request, "homes/buyer.html", context)


def _of_versions(user: User, versions: list[Any]) -> tuple[set[Any], set[Any]]:
    """Which of them the person has read or taken away, and which can be taken away as a PDF."""
    opened = Download.objects.visible_to(user).filter(version__in=versions, user=user)
    files = ReportFile.objects.visible_to(user).filter(version__in=versions, format="pdf")
    opened_ones: set[Any] = set(opened.values_list("version_id", flat=True))
    return opened_ones, set(files.values_list("version_id", flat=True))


def _found(request: Request) -> "QuerySet[Any]":
    """What is open, newest first; the chosen country, kind and words narrow it down."""
    asked, user = request.GET, request.user
    rows: QuerySet[Any] = Report.objects.visible_to(user).select_related(
        "factory__programme", "rule", "current"
    )
    if words := asked.get("q", "").strip():
        rows = rows.filter(Q(factory__name__icontains=words) | Q(factory__code__istartswith=words))
    if asked.get("kind") in Report.Kind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("country"):
        rows = rows.filter(factory__programme__code=asked["country"])
    found: QuerySet[Any] = rows.defer("current__payload").order_by("-release_at", "pk")
    return found


def _not_open(user: User) -> "QuerySet[Any]":
    """The buyer's own claims that lack a condition, in its own words (nothing of the factory)."""
    pair = {"buyer": OuterRef("buyer"), "factory": OuterRef("factory")}
    forms = AccessForm.objects.visible_to(user).filter(**pair, revoked_at=None)
    registered = PaidRegistration.objects.visible_to(user).filter(**pair, ended_at=None)
    open_ones = BuyerAccess.objects.filter(user_id=user.pk).values("factory_id")
    links: QuerySet[Any] = BuyerLink.objects.visible_to(user).filter(ended_at=None)
    noted: QuerySet[Any] = links.filter(Q(factory=None) | ~Q(factory__in=open_ones)).annotate(
        signed_at=Subquery(forms.values("signed_at")[:1]),
        is_registered=Exists(registered),
        paid_at=Subquery(registered.filter(paid_at__isnull=False).order_by("-paid_at").values("paid_at")[:1]),
    )
    found: QuerySet[Any] = noted.order_by("claimed_name", "pk")
    return found


def _claim(link: Any) -> dict[str, Any]:
    """One factory that is not open, and which of the three is missing."""
    waits = {
        "confirmed": _("The factory has not confirmed that it supplies you."),
        "signed": _("Ask the factory to sign the third-party access form for you."),
        "registered": _("You are registered, but the payment has not been recorded."),
        "paid": _("Ask the country programme to register you for the factory's reports."),
    }
    missing = (
        "confirmed"
        if not link.confirmed_at
        else "signed"
        if not link.signed_at
        else "registered"
        if link.is_registered
        else "paid"
    )
    return {
        "name": link.claimed_name,
        "code": link.claimed_code,
        "note": waits[missing],
        "tags": [
            (_("Relationship"), bool(link.confirmed_at)),
            (_("Access form"), bool(link.signed_at)),
            (_("Paid"), bool(link.paid_at)),
        ],
    }
