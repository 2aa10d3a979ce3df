"""What goes on at factories of the demo's first country: clocks that run, one that is nearly over, a notice that went out."""

from datetime import datetime, timedelta
from typing import Any

from advisory import actions
from advisory.actions.incidents import Facts
from advisory.drains.ringing import ring_duties
from advisory.drains.settling import settle_incidents
from advisory.models import Incident
from betterwork.demo.places import STORY, Place
from reporting.actions import approve_notice, ask_for_approval
from reporting.drains.notices import draft_notices, send_notices
from reporting.models import Notice

H = timedelta(hours=1)


def tell(places: list[Place], now: datetime) -> None:
    told = [each for each in places if each.office.country.code == "KH" and _has_entitled_buyer(each)]
    poisoned, struck, burnt = [each for each in told if each.factory.name != STORY][:3]
    _fire(burnt, now)
    _report(
        poisoned,
        "food_poisoning",
        now - 50 * H,
        what="After lunch in the canteen many workers felt sick. They were brought to the district hospital.",
        steps="The canteen is closed; the inspectorate took samples.",
        workers=64,
        women=51,
        hurt=64,
    )
    _report(
        struck,
        "strike",
        now - 20 * H,
        what="Workers of two lines stopped work because the attendance bonus was cut.",
        cause="The attendance bonus",
        violence_at=now - 20.5 * H,
        workers=310,
    )
    for hours in (50, 36, 20, 14, 2, 0):
        _tick(now - hours * H)


def _has_entitled_buyer(place: Place) -> bool:
    """Who holds all three conditions is told."""
    return any(held == 3 for _buyer, held in place.buyers)


def _fire(place: Place, now: datetime) -> None:
    """Over since days; its notice went out on the next day."""
    then = now - 6 * 24 * H
    incident = _report(
        place,
        "fire",
        then,
        ended_at=then - H / 2,
        what="A cutting table burned. Workers put the fire out; nobody was hurt.",
    )
    _tick(then)
    notice = Notice.rows.get(incident=incident)
    notice = ask_for_approval(notice=notice, words=notice.words, by=place.advisor, at=then + 3 * H)
    approve_notice(notice=notice, by=place.office.leaders[0], at=then + 20 * H)
    send_notices(then + 20 * H)


def _report(place: Place, kind: str, known_at: datetime, **facts: Any) -> Incident:
    given = Facts(began_at=known_at - H, **facts)
    made: dict[str, Any] = {"factory": place.factory, "kind": kind, "known_at": known_at}
    return actions.report_incident(facts=given, by=place.advisor, at=known_at, **made)


def _tick(at: datetime) -> None:
    """What the worker does about incidents at that moment."""
    settle_incidents(at)
    ring_duties(at)
    draft_notices(at)
