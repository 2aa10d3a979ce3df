"""The agenda of a person: what they do themselves, in every quality in which they are here.

A constant number of queries, however many factories and lines there are.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import FACTORY_PEOPLE, PLANNERS, STAFF, Role, User
from advisory.incidents.board import called, mine
from advisory.incidents.openclocks import open_clocks
from advisory.models import Duty, Meeting, PlanItem, SelfDiagnosis, Visit
from assessments.models import Assessment
from factories.models import AdvisorAssignment, Level
from factories.models.visibility import seen_by
from planning.agenda import entries
from planning.agenda.entries import AHEAD, Entry
from planning.handover.office import left_behind
from planning.models import Draft
from planning.words import title
from programmes.models import CountryProgramme
from reporting import roles
from reporting.bylanguage import in_words
from reporting.models import ConditionsUpdate, Report

Kind, Status = Report.Kind, Report.Status


def has_one(user: User) -> bool:
    """Programme staff and the people of factories; for others nothing is to be done by a day."""
    return user.is_(*STAFF, *FACTORY_PEOPLE)


def of_person(user: User, at: datetime) -> list[Entry]:
    """Everything that is past due, and the next two months."""
    last = at.date() + AHEAD
    found: list[Entry] = []
    for part in _parts(user):
        found += entries.until(part(user, at, last), last)
    return found


def to_approve(user: User, at: datetime) -> list[Entry]:
    """Changes and updates that wait for this country manager; and caseloads for whoever plans."""
    if not user.is_(Role.COUNTRY_MANAGER):
        return list(_to_hand_over(user, at))
    return [*_to_hand_over(user, at), *_drafts(user, at, at.date()), *_updates(user, at, at.date())]


def _to_hand_over(user: User, at: datetime) -> Iterator[Entry]:
    """Factories in the name of somebody who advises no more (OPS-2)."""
    if not user.is_(*PLANNERS) or not (count := left_behind(user)):
        return
    said = ngettext(
        "%(count)s factory has an advisor who has left: hand it over",
        "%(count)s factories have an advisor who has left: hand them over",
        count,
    )
    why = _("Whoever advised them is no Enterprise Advisor of the country any more.")
    yield Entry(
        uid="hand-over",
        day=at.date(),
        today=at.date(),
        title=said % {"count": count},
        url=reverse("hand_overs"),
        icon="people",
        why=(why,),
    )


def _parts(user: User) -> Iterator[Any]:
    """What is asked for, by the roles that the person holds."""
    if user.is_(Role.ADVISOR):
        yield from (_visits, _checks, _meetings, _diagnoses)
    if user.is_(*FACTORY_PEOPLE):
        yield from (_visits_to_us, _meetings, _items)
    if user.is_(*STAFF) or user.is_(Role.FACTORY_MANAGER):
        yield from (_clocks, _reports_to_write)
    if user.is_(*PLANNERS):
        yield _reports_to_approve
    if user.is_(*STAFF):
        yield _assessments
    if user.is_(Role.COUNTRY_MANAGER, Role.ADMINISTRATOR):
        yield from (_drafts, _updates)


def _mine(user: User) -> Q:
    """The condition that the row is of a factory which the person advises, or belongs to."""
    found = Q(pk__in=[])
    if user.is_(Role.ADVISOR):
        advised = AdvisorAssignment.rows.current().filter(advisor=user).values("factory")
        found |= Q(factory__in=advised) | Q(factory__in=seen_by(user, Level.GRANT))
    if user.is_(*FACTORY_PEOPLE):
        found |= Q(factory__in=seen_by(user, Level.OWN))
    return found


def _visible(model: Any, user: User, *related: str) -> Any:
    return model.objects.visible_to(user).select_related("factory__programme", *related)


def _visits(user: User, at: datetime, last: date) -> Iterator[Entry]:
    rows = _visible(Visit, user, "cycle", "rule", "share").planned()
    for visit in rows.filter(advisor=user, on__lte=last).order_by("on"):
        yield entries.of_visit(visit, at, to_log=True)


def _visits_to_us(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """From today on: what was not logged is the advisor's to do."""
    rows = _visible(Visit, user, "cycle", "rule", "share").planned()
    for visit in rows.filter(factory__in=seen_by(user, Level.OWN), on__lte=last, on__gte=at.date()):
        entry = entries.of_visit(visit, at, to_log=False)
        if not entry.late:
            yield entry


def _checks(user: User, at: datetime, last: date) -> Iterator[Entry]:
    rows = _visible(PlanItem, user).filter(_mine(user), status=PlanItem.Status.DONE, done_at__isnull=False)
    waiting: dict[UUID, list[PlanItem]] = {}
    for item in rows.order_by("factory__name", "number"):
        waiting.setdefault(item.factory_id, []).append(item)
    for items in waiting.values():
        yield entries.of_checks(items[0].factory, items, at)


def _meetings(user: User, at: datetime, last: date) -> Iterator[Entry]:
    rows = _visible(Meeting, user).filter(_mine(user), held_on=None, planned_for__lte=at + AHEAD)
    return (entries.of_meeting(meeting, at) for meeting in rows.order_by("planned_for"))


def _diagnoses(user: User, at: datetime, last: date) -> Iterator[Entry]:
    rows = _visible(SelfDiagnosis, user).filter(
        _mine(user), status=SelfDiagnosis.Status.OPEN, cycle__closed_at=None, due_on__lte=last
    )
    return (entries.of_diagnosis(diagnosis, at) for diagnosis in rows.order_by("due_on"))


def _items(user: User, at: datetime, last: date) -> Iterator[Entry]:
    rows = _visible(PlanItem, user).open().filter(factory__in=seen_by(user, Level.OWN), due_on__lte=last)
    found = rows.exclude(status=PlanItem.Status.DONE).order_by("due_on", "number")
    return (entries.of_item(item, at) for item in found)


def _clocks(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """Staff: of the own factories, taken, or called to. A factory's manager: what the factory itself owes."""
    theirs = mine(user) | called(user) if user.is_(*STAFF) else Q(pk__in=[])
    if user.is_(Role.FACTORY_MANAGER):
        theirs |= Q(kind=Duty.Kind.FACTORY_TELLS, factory__in=seen_by(user, Level.OWN))
    rows = _visible(Duty, user, "incident").open().timed().filter(theirs, due_at__lte=at + AHEAD)
    return (entries.of_clock(clock, at) for clock in open_clocks(rows))


def _open_reports(user: User, at: datetime, *statuses: str) -> Any:
    rows = _visible(Report, user, "rule").open()
    return rows.filter(status__in=statuses, due_at__lte=at + AHEAD).order_by("due_at")


def _reports_to_write(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """The own ones: as the team of the assessment, as the factory's advisor, as the factory."""
    rows = _open_reports(user, at, Status.DUE, Status.NOT_SUBMITTED, Status.RECALLED)
    theirs = Q(kind=Kind.ASSESSMENT, on_team=True) | Q(kind=Kind.PROGRESS_2, advises_now=True)
    if user.is_(Role.FACTORY_MANAGER):
        own = Q(kind=Kind.PROGRESS_1) | Q(joined=True, own_submitted_at=None)
        theirs |= own & Q(factory__in=seen_by(user, Level.OWN))
    found = rows.annotate(**roles.known(user)).filter(theirs)
    return (entries.of_report(report, at, _("Write")) for report in found)


def _reports_to_approve(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """Those that nothing bars the person from approving (WHO-15)."""
    programmes = CountryProgramme.objects.of_staff(user, *PLANNERS)
    rows = _open_reports(user, at, Status.DRAFTED).filter(factory__programme__in=programmes)
    free = rows.annotate(**roles.known(user)).exclude(drafted_by=user).exclude(advised=True)
    found = free.exclude(kind=Kind.ASSESSMENT, on_team=True).exclude(kind=Kind.PROGRESS_1)
    return (entries.of_report(report, at, _("Approve")) for report in found)


def _assessments(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """Planned ones that the person may know of: planners of the country, and the named team."""
    rows = _visible(Assessment, user).planned().filter(planned_on__lte=last)
    return (entries.of_assessment(assessment, at) for assessment in rows.order_by("planned_on"))


def _drafts(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """Of the country manager to approve, before they are to take effect."""
    mine = CountryProgramme.objects.of_staff(user, Role.COUNTRY_MANAGER)
    rows: Any = Draft.objects.visible_to(user).filter(programme__in=mine, status=Draft.Status.ASKED)
    for draft in rows.select_related("programme", "region", "factory").order_by("valid_from"):
        today = at.astimezone(draft.programme.tz).date()
        yield Entry(
            uid=f"draft-{draft.pk}",
            day=draft.valid_from,
            today=today,
            title=_("Approve a change: %(what)s, %(where)s") % {"what": title(draft), "where": draft.place},
            url=reverse("change", args=[draft.pk]),
            icon="globe",
            why=(_("It is to take effect on this day, and waits for the country manager."),),
            zone=draft.programme.zone,
            due="aim",
        )


def _updates(user: User, at: datetime, last: date) -> Iterator[Entry]:
    """Updates on conditions: to write for the administrator, to approve for the country manager."""
    S = ConditionsUpdate.Status
    asked = Q(status=S.ASKED, programme__in=CountryProgramme.objects.of_staff(user, Role.COUNTRY_MANAGER))
    begun = Q(status=S.DRAFT, programme__in=CountryProgramme.objects.of_staff(user, Role.ADMINISTRATOR))
    rows = ConditionsUpdate.objects.visible_to(user).filter(asked | begun).select_related("programme")
    for update in rows.defer("payload").order_by("made_at"):
        today = at.astimezone(update.programme.tz).date()
        said = (
            _("Approve the update: %(title)s")
            if update.status == S.ASKED
            else _("Write the update: %(title)s")
        )
        yield Entry(
            uid=f"update-{update.pk}",
            day=today,
            today=today,
            title=said % {"title": in_words(update.titles).text},
            url=reverse("update", args=[update.pk]),
            icon="comment",
            why=(_("It goes out to everybody only after the country manager has approved it."),),
            zone=update.programme.zone,
        )
