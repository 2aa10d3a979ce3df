"""Run as a program: fills a story's database with incidents whose clocks stand at different points.

    python -m tests.stories.clocks_due
    python -m tests.stories.clocks_due "Keo Dara"    this person approves every notice that waits for it

Prints nothing; the story computes what it expects from `GROUPS`. Two buyers hold all three conditions, a third
lacks the form, and the form of a fourth was revoked after its notices had been approved.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Group:
    """`known`: hours ago. `notice`: how far its notice was at the fill."""

    count: int
    kind: str
    known: float
    notice: str = ""


GROUPS = {
    "fresh": Group(40, "fire", 1),
    "approved": Group(30, "accident", 10, notice="approved"),
    "asked": Group(30, "building", 10, notice="asked"),
    "at_its_mark": Group(30, "food_poisoning", 71.2),
    "late": Group(30, "mass_fainting", 80),
    "strike": Group(40, "strike", 50),
}


def main(approver: str = "") -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "betterwork.settings" if approver else "tests.settings"
    import django

    django.setup()
    from django.db import transaction

    if approver:
        _approve(approver)
        return
    with transaction.atomic():
        _fill(datetime.now(UTC))


def _approve(name: str) -> None:
    """All that waits, each in a transaction of its own; where another leader was first, so be it."""
    from django.db import transaction

    from accounts import rowsecurity
    from accounts.errors import WrongState
    from accounts.models import User
    from reporting.actions import approve_notice
    from reporting.models import Notice

    user = User.objects.get(name=name)
    asked = True
    while asked:
        now = datetime.now(UTC)
        with suppress(WrongState), transaction.atomic():
            rowsecurity.identify(user, now)
            asked = Notice.objects.visible_to(user).filter(status=Notice.Status.ASKED).first()
            if asked:
                approve_notice(notice=asked, by=user, at=now)


def _fill(now: datetime) -> None:
    from accounts.models import Role
    from factories.models import AccessForm
    from programmes.models import CalendarRule, CountryProgramme
    from tests.factories import entitle, link, make_buyer, make_user, pay
    from tests.personas import build_world
    from tests.stories.cycles import still_running

    world = build_world()
    still_running(now)
    CountryProgramme.objects.update(weekend=[])  # so that no reminder hangs on the day of the test
    for kind, hour in (("workday_begins", 0), ("workday_ends", 23)):
        CalendarRule.objects.create(
            programme=world.cambodia, kind=kind, amount=hour, valid_from=date(2020, 1, 1), source="story"
        )
    for name, person in (("Maple & Moss", "Olga Lund"), ("Tide & Co", "Nora Vik")):
        buyer = make_buyer(name)
        make_user(person, buyer.organisation, Role.BUYER_USER)
        entitle(buyer, world.cycle, world.manager, world.administrator)
    link(world.rival_buyer, world.factory)
    pay(world.rival_buyer, world.cycle, world.administrator)
    for group in GROUPS.values():
        for _ in range(group.count):
            _happens(world, group, now)
    AccessForm.rows.filter(buyer__name="Tide & Co").update(revoked_at=now)


def _happens(world, group: Group, now: datetime) -> None:  # type: ignore[no-untyped-def]
    from advisory.models import Incident
    from reporting.models import Notice

    known = now - group.known * HOUR
    incident = Incident.rows.create(
        factory=world.factory,
        kind=group.kind,
        began_at=known,
        known_at=known,
        recorded_at=now,
        recorded_by=world.advisor,
        what="Known.",
        violence_at=known if group.kind == "strike" else None,
        settle_at=now,
    )
    if group.notice:
        Notice.rows.create(
            factory=world.factory,
            incident=incident,
            kind="incident",
            status=group.notice,
            words="Known.",
            drafted_at=now,
            written_by=world.advisor,
            approved_by=world.team_leader if group.notice == "approved" else None,
            approved_at=now if group.notice == "approved" else None,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
