"""Leave of the programme's staff: whose days a person writes down, who is away, and whom clocks call instead.

Source: OPS-2; our reading of who stands in is in docs/decisions/readings.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import PLANNERS, STAFF, Absence, Membership, Role, User, colleagues_of
from programmes.models import CountryProgramme

AHEAD = 61  # days: what the office reads of the leave to come
UPWARDS = (Role.ADVISOR, Role.TEAM_LEADER, Role.COUNTRY_MANAGER)  # the rungs of the clocks' ladder


def colleagues(person: User) -> "QuerySet[User]":
    """Who can stand in: staff of the person's own offices, by name."""
    return _people(Q(pk__in=colleagues_of(person).values("user"))).exclude(pk=person.pk)


def written_by(user: User) -> "QuerySet[User]":
    """The people whose leave this person writes down: the own; who leads an office, that of its staff."""
    offices = [held.organisation_id for held in user.roles if held.role in PLANNERS]
    led = Membership.objects.current().filter(organisation__in=offices, role__in=STAFF)
    return _people(Q(pk=user.pk) | Q(pk__in=led.values("user")))


def _people(among: Q) -> "QuerySet[User]":
    return User.objects.filter(among, is_active=True, is_machine=False).order_by("name")


def office_day(person: User, at: datetime) -> date:
    """The local day of the person's country office; of head office that of Greenwich."""
    offices = [held.organisation_id for held in person.roles if held.role in STAFF]
    programme = CountryProgramme.objects.filter(organisation__in=offices).first()
    return at.astimezone(programme.tz).date() if programme else at.date()


def days_in_words(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "j M Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "j M Y"),
        "last": date_format(last, "j M Y"),
    }


def leave_near(viewer: User, people: "QuerySet[Any]", at: datetime) -> ArraySubquery:
    """Leave that may hold today wherever the factory lies, as `away_in_words` reads it: what the viewer may see,
    of the people whom this subquery names."""
    near = Absence.objects.visible_to(viewer).filter(user__in=people)
    near = near.touching(at.date() - timedelta(days=1), at.date() + timedelta(days=1))
    told = JSONObject(first="first_day", last="last_day", deputy="deputy__name")
    return ArraySubquery(near.order_by("first_day").values(told=told))


def away_in_words(leave: Iterable[Mapping[str, str]], today: date) -> str:
    """What stands under a name on a day of leave; empty when the person is here."""
    for each in leave:
        last = date.fromisoformat(each["last"])
        if date.fromisoformat(each["first"]) <= today <= last:
            said = {"day": date_format(last, "j M Y"), "deputy": each["deputy"]}
            if each["deputy"]:
                return _("away until %(day)s; %(deputy)s stands in") % said
            return _("away until %(day)s; nobody stands in") % said
    return ""


class Roster:
    """The staff of a person's offices and their leave from a day on; two statements."""

    def __init__(self, viewer: User, today: date) -> None:
        self.today = today
        held = colleagues_of(viewer).filter(user__is_active=True, user__is_machine=False)
        self.held = list(held.select_related("user").order_by("user__name", "pk"))
        people = {each.user_id for each in self.held} | {viewer.pk}
        found = Absence.objects.visible_to(viewer).filter(user__in=people, last_day__gte=today)
        self.absences = list(found.select_related("user", "deputy").order_by("first_day", "user__name"))

    @property
    def away(self) -> list[Absence]:
        return [each for each in self.absences if each.covers(self.today)]

    @property
    def coming(self) -> list[Absence]:
        later = (each for each in self.absences if each.first_day > self.today)
        return [each for each in later if (each.first_day - self.today).days <= AHEAD]

    def said_of(self, absence: Absence) -> str:
        """Who stands in, or whom the clocks call then; one sentence."""
        deputy = absence.deputy
        if deputy is None:
            return self._instead(absence)
        if self._is_away(deputy.pk, absence.first_day, absence.last_day, whole=False):
            said = _("%(name)s stands in, but is away as well. While both are, %(instead)s")
            return said % {"name": deputy.name, "instead": self._instead(absence)}
        return _("%(name)s stands in.") % {"name": deputy.name}

    def _instead(self, absence: Absence) -> str:
        roles = {each.role for each in self.held if each.user_id == absence.user_id}
        lowest = next((n for n, role in enumerate(UPWARDS) if role in roles), None)
        if lowest is None:
            return _("nobody stands in; no clock calls this person.")
        who = self._called(absence, UPWARDS[max(lowest, 1) :])
        if Role.ADVISOR in roles:
            said = _(
                "nobody stands in: clocks call the deputy of each factory, and where none is named %(who)s."
            )
        else:
            said = _("nobody stands in: clocks call %(who)s.")
        return said % {"who": who}

    def _called(self, absence: Absence, roles: Iterable[Role]) -> str:
        """The next rung up on which somebody is there on at least one of these days."""
        for role in roles:
            if names := self._there(role, absence):
                return _rung(role, names)
        return _("head office")

    def _there(self, role: Role, absence: Absence) -> list[str]:
        others = (each for each in self.held if each.role == role and each.user_id != absence.user_id)
        first, last = absence.first_day, absence.last_day
        return [each.user.name for each in others if not self._is_away(each.user_id, first, last, whole=True)]

    def _is_away(self, person: object, first: date, last: date, *, whole: bool) -> bool:
        """On all of these days (`whole`), or on one of them."""
        theirs = (each for each in self.absences if each.user_id == person)
        if whole:
            return any(each.first_day <= first and each.last_day >= last for each in theirs)
        return any(each.first_day <= last and each.last_day >= first for each in theirs)


def _rung(role: Role, names: Sequence[str]) -> str:
    joined = ", ".join(names)
    if role is Role.COUNTRY_MANAGER:
        return _("the country manager (%(names)s)") % {"names": joined}
    leader = ngettext("the team leader (%(names)s)", "the team leaders (%(names)s)", len(names))
    return leader % {"names": joined}


def counting_on(absence: Absence) -> list[Absence]:
    """Leave of colleagues in which this person was to stand in on one of these days."""
    theirs = Absence.objects.filter(deputy=absence.user_id)
    found = theirs.touching(absence.first_day, absence.last_day).select_related("user")
    return list(found.order_by("first_day"))
