"""The improvement plan of a factory: list, spreadsheet, new item."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.forms import carry_out
from accounts.models import Role
from accounts.requests import Request
from advisory import planlist
from advisory.access import advises, holds, local_today
from advisory.actions import add_item
from advisory.doors import factory_inside, own_factory
from advisory.forms.plan import ItemForm, UpdateForm
from advisory.models import PlanItem
from advisory.planlist import Figures, Wanted
from factories import page
from factories.export import XLSX_TYPE, csv_bytes, download, xlsx_bytes

ON_A_PAGE = 50


@login_required
def my_plan(request: Request) -> HttpResponse:
    """The navigation's “Plan”: of the factory to which the person belongs."""
    factory = own_factory(request.user)
    return redirect("factory_plan", factory.pk) if factory else redirect("home")


@login_required
def plan(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "plan")
    factory, today = frame.factory, frame.today
    wanted = Wanted.of(request.GET.dict())
    every = planlist.items_wanted(request.user, factory, wanted, today)
    shown = Paginator(every, ON_A_PAGE).get_page(request.GET.get("page"))
    figures = planlist.figures(request.user, factory, today)
    updates = frame.may(Role.FACTORY_MANAGER)
    opened = request.GET.get("open", "") if updates else ""
    rows = planlist.rows_of(request.user, shown, every, today, opened)
    given = {
        "frame": frame,
        "factory": factory,
        "zone": frame.zone,
        "page": shown,
        "rows": rows,
        "form": next((UpdateForm.of(row.item) for row in rows if row.opened), None),
        "wanted": wanted,
        "kpis": kpis(figures, today),
        "figures": figures,
        "statuses": statuses(figures),
        "origins": PlanItem.Origin.choices,
        "updates": updates,
        "adds": updates or frame.advising,
    }
    return render(request, "plan/list.html", given)


def kpis(figures: Figures, today: date) -> list[dict[str, object]]:
    count, total = figures.by_status, figures.total
    oldest = (today - figures.oldest).days if figures.oldest else 0
    late = ngettext("oldest %(days)s day", "oldest %(days)s days", oldest) % {"days": oldest}
    share = _("%(share)s%% of %(total)s") % {
        "share": round(100 * count["verified"] / total) if total else 0,
        "total": total,
    }
    return [
        {"label": _("Not started"), "figure": count["open"]},
        {"label": _("In progress"), "figure": count["in_progress"]},
        {"label": _("Done, waiting for check"), "figure": count["done"]},
        {"label": _("Verified"), "figure": count["verified"], "note": share if total else ""},
        {
            "label": _("Overdue"),
            "figure": figures.overdue,
            "bad": bool(figures.overdue),
            "note": late if figures.overdue else "",
        },
    ]


def statuses(figures: Figures) -> list[tuple[str, str]]:
    """The filter's choices, each with its count."""
    labels = dict(PlanItem.Status.choices)
    counted = [(key, f"{labels[key]} ({figures.by_status[key]})") for key in labels]
    return [
        (planlist.UNVERIFIED, _("Not verified (%(count)s)") % {"count": figures.unverified}),
        ("overdue", _("Overdue (%(count)s)") % {"count": figures.overdue}),
        *counted,
        ("", _("All")),
    ]


@login_required
def new_item(request: Request, pk: UUID) -> HttpResponse:
    factory = factory_inside(request.user, pk)
    if not (holds(request.user, factory, Role.FACTORY_MANAGER) or advises(request.user, factory)):
        raise Http404
    form = ItemForm(request.POST or None)
    item = carry_out(form, add_item, factory=factory, by=request.user, at=request.at)
    if item:
        messages.success(request, _("%(code)s is in the plan.") % {"code": item.code})
        return redirect("plan_item", item.pk)
    given = {"factory": factory, "form": form, "cancel": reverse("factory_plan", args=[factory.pk])}
    return render(request, "plan/new.html", given, status=422 if form.errors else 200)


@login_required
def export(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """The plan as the filter shows it, for a spreadsheet."""
    factory = factory_inside(request.user, pk)
    today = local_today(factory, request.at)
    items = planlist.items_wanted(request.user, factory, Wanted.of(request.GET.dict()), today)
    name = f"{factory.code}-plan-{today.isoformat()}.{kind}"
    if kind == "csv":
        return download(csv_bytes(planlist.HEADER, map(planlist.as_cells, items)), name)
    sheet = xlsx_bytes(planlist.HEADER, map(planlist.as_cells, items), sheet=factory.code)
    return download(sheet, name, XLSX_TYPE)
