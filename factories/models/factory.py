"""The factory, its group, and its registration papers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from accounts.lifecycle import Living
from accounts.models import Organisation, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.models.visibility import Level, seen_by
from programmes.models import CountryProgramme, Region

if TYPE_CHECKING:
    from typing_extensions import TypeVar as WithDefault

    M = WithDefault("M", bound=models.Model, default=models.Model)
else:
    M = TypeVar("M")


class OfFactory(Rows[M]):
    """Rows of one factory each, seen at the levels the model names."""

    levels: ClassVar[tuple[Level, ...]] = (Level.OWN, Level.STAFF, Level.GRANT)

    def visible_to(self, user: User) -> Self:
        return self.filter(factory_id__in=seen_by(user, *self.levels))


class FactoryRows(Rows["Factory"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(pk__in=seen_by(user, *Level))

    def visible_at(self, user: User, *levels: Level) -> Self:
        return self.filter(pk__in=seen_by(user, *levels))

    def visible_to_staff(self, user: User) -> Self:
        return self.visible_at(user, Level.STAFF)

    def in_programme(self, programme: CountryProgramme) -> Self:
        return self.filter(programme=programme)


@tracked()
class Factory(Living, Protected):
    """A garment factory that is registered with one country programme. Source: ENG-1."""

    class Status(models.TextChoices):
        IMPORTED = "imported", _("not yet registered")
        REGISTERED = "registered", _("registered")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        LAPSED = "lapsed", _("lapsed")
        LEFT = "left", _("left")
        CLOSED = "closed", _("closed")

    TRANSITIONS = {
        Status.IMPORTED: {Status.REGISTERED, Status.CLOSED},
        Status.REGISTERED: {Status.ACTIVE, Status.LEFT, Status.CLOSED},
        Status.ACTIVE: {Status.SUSPENDED, Status.LAPSED, Status.LEFT, Status.CLOSED},
        Status.SUSPENDED: {Status.ACTIVE, Status.LAPSED, Status.LEFT, Status.CLOSED},
        Status.LAPSED: {Status.ACTIVE, Status.CLOSED},
        Status.LEFT: {Status.ACTIVE, Status.CLOSED},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="+", related_query_name="factory"
    )
    code = models.CharField(_("code"), max_length=12, unique=True)  # such as KH-0417, on its papers
    name = models.CharField(_("name"), max_length=200)
    local_name = models.CharField(_("name in the country's script"), max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.IMPORTED)
    status_reason = models.TextField(blank=True)
    address = models.TextField(_("address"), blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)  # of its address, as written there
    phase_region = models.ForeignKey(  # whose facts hold for it beside the country's
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="factory",
        verbose_name=_("region of facts"),
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    products = models.CharField(_("main products"), max_length=200, blank=True)
    workers = models.PositiveIntegerField(_("workers"), null=True, blank=True)
    women = models.PositiveIntegerField(_("of them women"), null=True, blank=True)
    unions = models.PositiveSmallIntegerField(_("registered unions"), null=True, blank=True)
    os_id = models.CharField(_("OS ID"), max_length=32, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    access_ended_at = models.DateTimeField(null=True, blank=True)  # its people's access (ENG-12)

    rows = FactoryRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["name"]
        indexes = [models.Index(fields=["programme", "name"], name="factory_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(women=None) | Q(workers=None) | Q(women__lte=F("workers")),
                name="factory_women_among_workers",
            ),
            models.CheckConstraint(
                condition=Q(status="imported") | Q(registered_at__isnull=False) | Q(status="closed"),
                name="factory_registered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def women_share(self) -> int | None:
        """Per cent, rounded."""
        if not self.workers or self.women is None:
            return None
        return round(100 * self.women / self.workers)


class FactoryGrantRows(models.QuerySet["FactoryGrant"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and those on factories of the own country for staff."""
        return self.filter(Q(user=user) | Q(content_object_id__in=seen_by(user, Level.STAFF)))

    def running(self, at: datetime) -> Self:
        return self.filter(since__lte=at, until__gt=at)


@tracked()
class FactoryGrant(UserObjectPermissionBase):
    """A personal, dated grant on one factory. Only the SQL view reads it (it knows `until`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    content_object = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField(_("until"))

    objects: ClassVar = FactoryGrantRows.as_manager()  # type: ignore[assignment]

    class Meta(UserObjectPermissionBase.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="grant_ends_after_it_began")
        ]


@tracked()
class ManufacturingGroup(models.Model):
    """A company that owns or runs several factories."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="manufacturing_group")
    name = models.CharField(_("name"), max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class GroupFactoryRows(OfFactory["GroupFactory"]):
    pass


@tracked()
class GroupFactory(Protected):
    """A factory's time in a manufacturing group."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(ManufacturingGroup, models.PROTECT, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    rows = GroupFactoryRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["group", "factory"], condition=Q(until=None), name="group_factory_once"
            )
        ]


class PaperRows(OfFactory[Any]):
    pass


@tracked()
class AntiBriberySignature(Protected):
    """The anti-bribery policy, signed at registration. Source: advisory FAQ III.8."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    policy_version = models.CharField(max_length=20)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_name = models.CharField(_("name of the person who signs"), max_length=120)
    signed_at = models.DateTimeField()

    rows = PaperRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["factory", "policy_version"], name="anti_bribery_once")
        ]


@tracked()
class OpeningMeeting(Protected):
    """The meeting that opens the engagement, at which the anti-bribery policy is gone through."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.OneToOneField(Factory, models.CASCADE, related_name="+")
    held_on = models.DateField(_("held on"))
    attended_by = models.TextField(_("who attended"))
    policy_gone_through = models.BooleanField(_("the anti-bribery policy was gone through"), default=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    rows = PaperRows.as_manager()

    class Meta(Protected.Meta):
        pass
