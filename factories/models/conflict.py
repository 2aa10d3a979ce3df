"""Conflicts of interest of programme staff with a factory or a group; planning obeys them. Source: NTF-4."""

from datetime import date
from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.models.factory import Factory, ManufacturingGroup

MANAGERS = (Role.COUNTRY_MANAGER, Role.HEAD_OFFICE)


def managed_by(user: User) -> "models.QuerySet[User]":
    """The people whose conflicts this person reads and records: of the own country office, or all."""
    if user.is_(Role.HEAD_OFFICE):
        return User.objects.all()
    offices = [held.organisation_id for held in user.roles if held.role == Role.COUNTRY_MANAGER]
    staff = Membership.objects.current().filter(organisation__in=offices)
    return User.objects.filter(pk__in=staff.values("user"))


class ConflictRows(Rows["ConflictOfInterest"]):
    def visible_to(self, user: User) -> Self:
        """The person's own, and for managers those of their people; nobody else reads why."""
        return self.filter(Q(person=user) | Q(person__in=managed_by(user)))

    def standing(self, on: date) -> Self:
        """Those that hold on that day, or will."""
        return self.filter(Q(until=None) | Q(until__gt=on))


@tracked()
class ConflictOfInterest(Protected):
    """Why a person is not planned for a factory, or for every factory of a group, from day to day.

    `until` is the first day on which it no longer holds. Whoever plans learns “not free”, no more.
    """

    class Kind(models.TextChoices):
        FAMILY = "family", _("a relative works there or owns it")
        CLOSE = "close", _("a close personal relationship")
        WORKED_THERE = "worked_there", _("worked there")
        MONEY = "money", _("a financial interest")
        OFFERED = "offered", _("was offered or asked for something")
        OTHER = "other", _("something else")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    factory = models.ForeignKey(Factory, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(ManufacturingGroup, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    words = models.TextField(_("in words"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    rows = ConflictRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(factory=None, group__isnull=False) | Q(factory__isnull=False, group=None),
                name="conflict_with_a_factory_or_a_group",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="conflict_ends_after_it_began"
            ),
        ]

    @property
    def where(self) -> str:
        return str(self.factory or (self.group and self.group.name) or "")


class Barred(models.Model):
    """The SQL view of who is not planned for which factory, from day to day; it says neither kind nor why.

    It is laid by `factories/policies.py` and shows planners the factories of their programme alone.
    """

    pk = models.CompositePrimaryKey("user_id", "factory_id", "since")
    user_id = models.UUIDField()
    factory_id = models.UUIDField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "barred"


def barred(factory: Factory, first: date, last: date) -> "models.QuerySet[Barred, UUID]":
    """The ids of the people who are not planned for the factory on one of these days, as a subquery."""
    holding = Barred.objects.filter(
        Q(until=None) | Q(until__gt=first), factory_id=factory.pk, since__lte=last
    )
    return holding.values_list("user_id", flat=True)
