"""People, the organisations they belong to, and what they are there."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.ranges import alike
from accounts.trail import tracked


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person with an account. What the person may do stands in `Membership`, never here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=8, default="", blank=True
    )  # empty: what the browser asks
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)  # a made-up person: no second factor demanded
    is_machine = models.BooleanField(default=False)  # stands behind an API token, never signs in
    sessions_ended_at = models.DateTimeField(null=True, blank=True)  # real time; see `_salted`
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> list["Membership"]:
        """Today's memberships, read once a request."""
        return list(Membership.objects.current().filter(user=self).select_related("organisation"))

    def is_(self, *roles: "Role") -> bool:
        """For navigation and forms of address; rows are guarded by `visible_to` and actions."""
        return any(membership.role in roles for membership in self.roles)

    @property
    def is_programme_staff(self) -> bool:
        return self.is_(*STAFF)

    def get_session_auth_hash(self) -> str:
        """Sessions carry this; `sessions_ended_at` changes it, which ends them all at once."""
        return self._salted(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._salted, super().get_session_auth_fallback_hash())

    def _salted(self, session_hash: str) -> str:
        return f"{session_hash}.{self.sessions_ended_at.timestamp() if self.sessions_ended_at else 0}"

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()


class Organisation(models.Model):
    """Whom a person belongs to; the floors above say what an organisation is to a factory."""

    class Kind(models.TextChoices):
        HEAD_OFFICE = "head_office", _("Head office")
        PROGRAMME = "programme", _("Country programme")
        FACTORY = "factory", _("Factory")
        GROUP = "group", _("Manufacturing group")
        BUYER = "buyer", _("Buyer")
        CONSTITUENT = "constituent", _("National constituent")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """WHO-1 to WHO-11. A worker (WHO-12) and the public (WHO-13) have no account."""

    ADVISOR = "advisor", _("Enterprise Advisor")
    ASSESSOR = "assessor", _("Assessor")
    TEAM_LEADER = "team_leader", _("Team leader")
    COUNTRY_MANAGER = "country_manager", _("Country manager")
    ADMINISTRATOR = "administrator", _("Programme administrator")
    TRAINER = "trainer", _("Trainer")
    HEAD_OFFICE = "head_office", _("Head office")
    FACTORY_MANAGER = "factory_manager", _("Factory manager")
    PICC_MANAGEMENT = "picc_management", _("PICC member, management")
    PICC_WORKER = "picc_worker", _("PICC member, workers")
    AMBASSADOR = "ambassador", _("Factory Ambassador")
    GROUP_USER = "group_user", _("Group user")
    BUYER_USER = "buyer_user", _("Buyer")
    CONSTITUENT = "constituent", _("National constituent")


STAFF = (
    Role.ADVISOR,
    Role.ASSESSOR,
    Role.TEAM_LEADER,
    Role.COUNTRY_MANAGER,
    Role.ADMINISTRATOR,
    Role.TRAINER,
    Role.HEAD_OFFICE,
)
PLANNERS = (Role.TEAM_LEADER, Role.COUNTRY_MANAGER)
FACTORY_PEOPLE = (
    Role.FACTORY_MANAGER,
    Role.PICC_MANAGEMENT,
    Role.PICC_WORKER,
    Role.AMBASSADOR,
)


class MembershipRows(models.QuerySet["Membership"]):
    def current(self) -> "MembershipRows":
        return self.filter(ended_at=None)


@tracked()
class Membership(models.Model):
    """One person's role in one organisation. It ends by a moment; the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    experienced = models.BooleanField(default=False)  # of an assessor: may lead a new one
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at=None),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="membership_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "role"], condition=Q(ended_at=None), name="membership_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label} · {self.organisation}"


class ApiTokenRows(models.QuerySet["ApiToken"]):
    def standing(self, now: datetime) -> "ApiTokenRows":
        """Neither revoked nor run out; `now` is real time."""
        return self.filter(revoked_at=None, expires_at__gt=now)


@tracked(exclude=["digest", "last_used_at"])
class ApiToken(models.Model):
    """An organisation's key to the API. The key itself is shown once; its digest stays.

    Behind it stands a person of its own (`user.is_machine`) with one membership, so that both
    walls treat it like anybody of that organisation. All its times are real time.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    name = models.CharField(_("what it is for"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_ends_after_it_began"
            ),
        ]


class Sent(models.Model):
    """A form that was sent: its client-made id, so that sending it twice saves it once."""

    form_id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    location = models.CharField(max_length=500, blank=True)  # where the first sending led
    recorded_at = models.DateTimeField(auto_now_add=True)


class DemoClock(models.Model):
    """How far a demo's domain time is ahead of real time; one row, present in demos only."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    ahead = models.DurationField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_clock"),
        ]


class Heartbeat(models.Model):
    """The last sign of life of a background process, in real time; `/health` shows its age."""

    name = models.CharField(primary_key=True, max_length=40)
    beat_at = models.DateTimeField()


def colleagues_of(user: User) -> "models.QuerySet[Membership]":
    """Today's memberships of staff in the offices where the person is staff, the own ones among them."""
    offices = [held.organisation_id for held in user.roles if held.role in STAFF]
    return Membership.objects.current().filter(organisation__in=offices, role__in=STAFF)


class AbsenceRows(models.QuerySet["Absence"]):
    def visible_to(self, user: User) -> Self:
        """One's own and those of the office's staff; head office reads all."""
        if user.is_(Role.HEAD_OFFICE):
            return self
        return self.filter(Q(user=user) | Q(user__in=colleagues_of(user).values("user")))

    def touching(self, first: date, last: date) -> Self:
        """Those of which at least one day lies between the two."""
        return self.filter(first_day__lte=last, last_day__gte=first)


@tracked()
class Absence(models.Model):
    """Days, the last one included, on which a person is away, and who stands in: clocks call the deputy.

    Why somebody is away is not written anywhere. Days are local days of the person's office.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deputy = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who stands in")
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AbsenceRows.as_manager()

    class Meta:
        ordering = ["-first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(deputy=F("user")), name="absence_deputy_is_another"),
            ExclusionConstraint(
                name="absence_once_at_a_time",
                expressions=[
                    alike("user"),
                    (Func(F("first_day"), F("last_day"), Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]
        indexes = [models.Index(fields=["user", "last_day"], name="absence_of_a_person")]

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day
