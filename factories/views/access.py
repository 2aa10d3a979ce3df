"""People and access of a factory: its people, its buyers with the three conditions, grants."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import Membership, Role
from accounts.requests import Request
from factories import page
from factories.actions.standing import MAY_CHANGE
from factories.entitlement import Standing, buyers_at
from factories.invitations import roles_to_give
from factories.models import Agreement, Cycle, FactoryGrant, GroupFactory
from factories.views.people import person_row

MAY_VOUCH = (Role.ADMINISTRATOR, Role.TEAM_LEADER, Role.COUNTRY_MANAGER)


@login_required
def factory_access(request: Request, pk: UUID) -> HttpResponse:
    frame = page.enter(request, pk, "access")
    given = roles_to_give(request.user, frame.factory.organisation, frame.factory)
    cycle = _open_cycle(frame)
    context = {
        "frame": frame,
        "factory": frame.factory,
        "people": [person_row(request.user, each, given) for each in _people(frame)],
        "may_invite": bool(given),
        "buyers": [_buyer(frame, standing, cycle) for standing in buyers_at(frame.factory, request.user)],
        "cycle": cycle,
        "grants": _grants(frame),
        "belongings": _belongings(frame),
        "agreements": _agreements(frame),
        "may_change": frame.may(*MAY_CHANGE),
        "may_grant": frame.may(Role.COUNTRY_MANAGER),
    }
    return render(request, "factories/access.html", context)


def _people(frame: page.Frame) -> Any:
    current = Membership.objects.current().filter(
        organisation=frame.factory.organisation_id, user__is_machine=False
    )
    return current.select_related("user", "organisation").order_by("role", "user__name")


def _open_cycle(frame: page.Frame) -> Cycle | None:
    """For the button that registers a buyer; others need it not."""
    if not frame.may(Role.ADMINISTRATOR):
        return None
    found: Cycle | None = (
        Cycle.objects.visible_to(frame.user).filter(factory=frame.factory, closed_at=None).first()
    )
    return found


def _grants(frame: page.Frame) -> Any:
    if not frame.is_staff:
        return []
    running = FactoryGrant.objects.visible_to(frame.user).filter(content_object=frame.factory.pk)
    return running.filter(until__gt=frame.at).select_related("user", "granted_by")


def _belongings(frame: page.Frame) -> Any:
    current = GroupFactory.objects.visible_to(frame.user).filter(factory=frame.factory, until=None)
    return current.select_related("group")


def _agreements(frame: page.Frame) -> Any:
    """Which national constituents read about it today (WHO-11): for its own people; staff have the country's list."""
    if frame.is_staff:
        return None
    rows: Any = Agreement.objects.visible_to(frame.user).filter(programme=frame.factory.programme_id)
    return rows.holding(frame.today).select_related("organisation").order_by("organisation__name")


def _buyer(frame: page.Frame, standing: Standing, cycle: Cycle | None) -> dict[str, object]:
    """What may be done here, by whom; the actions ask again."""
    manager = frame.may(Role.FACTORY_MANAGER)
    return {
        "standing": standing,
        "may_answer": standing.waits_for_answer and (manager or frame.may(*MAY_VOUCH)),
        "may_sign": manager and standing.link and not standing.form,
        "may_revoke": manager and standing.form,
        "may_end": not standing.waits_for_answer and standing.link and (manager or frame.may(*MAY_VOUCH)),
        "may_record": frame.may(Role.ADMINISTRATOR),
        "may_register": frame.may(Role.ADMINISTRATOR) and cycle and not _registered(standing, cycle),
        "revoke_id": f"revoke-{standing.buyer.pk}",
    }


def _registered(standing: Standing, cycle: Cycle) -> bool:
    return any(payment.cycle_id == cycle.pk for payment in standing.payments)
