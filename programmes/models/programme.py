"""Country programmes: the tenants that staff belong to and factories register with."""

from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role, User
from accounts.trail import tracked


class CountryProgrammeRows(models.QuerySet["CountryProgramme"]):
    def of_staff(self, user: User, *roles: Role) -> "CountryProgrammeRows":
        """Those in which the person holds one of these roles today; head office belongs to all."""
        held = [membership for membership in user.roles if membership.role in roles]
        if any(membership.role == Role.HEAD_OFFICE for membership in held):
            return self.all()
        return self.filter(organisation__in={membership.organisation_id for membership in held})


@tracked()
class CountryProgramme(models.Model):
    """One country's programme: the tenant that staff belong to and factories register with."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    code = models.CharField(_("code"), max_length=2, unique=True)  # ISO 3166
    name = models.CharField(_("country"), max_length=80)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="programme")
    zone = models.CharField(_("time zone"), max_length=40)  # IANA name; see `tz`
    languages = ArrayField(models.CharField(max_length=8), default=list)
    weekend = ArrayField(models.SmallIntegerField(), default=list)  # ISO weekdays, 1 is Monday

    objects = CountryProgrammeRows.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def has(self, user: User, *roles: Role) -> bool:
        """Whether the person holds one of these roles in this programme, for what a page shows; actions ask again."""
        return any(held.role in roles and held.organisation_id == self.organisation_id for held in user.roles)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
