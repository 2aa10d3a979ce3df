"""Zero tolerance: a file that named persons alone know of, its steps, and who looked. Source: NTF-3.

Whose it is stands in the SQL view `restricted_reader` (`advisory/policies.py`): whoever reported it, the country
manager of today (head office instead, where the report says so, or where no country manager without a conflict
of interest is there), and those whom the deciding office names.
"""

from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from advisory.models.incident import Incident
from factories.models import Factory
from programmes.dated import Dated
from programmes.models import Protocol, ProtocolStep
from programmes.zerotolerance import Issue

M = TypeVar("M", bound=models.Model)


class RestrictedReader(models.Model):
    """The SQL view of who reads which file, and in what quality; a person sees it of the own files alone."""

    pk = models.CompositePrimaryKey("file_id", "user_id")
    file_id = models.UUIDField()
    user_id = models.UUIDField()
    decides = models.BooleanField()
    sees_persons = models.BooleanField()  # those whom the issue concerns

    class Meta:
        managed = False
        db_table = "restricted_reader"


def files_of(user: User) -> "models.QuerySet[RestrictedReader, Any]":
    return RestrictedReader.objects.filter(user_id=user.pk).values("file_id")


class ZeroToleranceFileRows(Rows["ZeroToleranceFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(pk__in=files_of(user))


@tracked()
class ZeroToleranceFile(Living, Protected):
    """A suspicion, what was decided, and what was done. Suspicion is enough to open it.

    `words` never hold what identifies a person: that stands in `PersonConcerned`.
    """

    class Status(models.TextChoices):
        SUSPECTED = "suspected", _("waits for the decision")
        ACTIVE = "active", _("protocol activated")
        NOT_ACTIVATED = "not_activated", _("not activated")
        CLOSED = "closed", _("closed")

    TRANSITIONS = {
        Status.SUSPECTED: {Status.ACTIVE, Status.NOT_ACTIVATED},
        Status.NOT_ACTIVATED: {Status.ACTIVE},  # more became known
        Status.ACTIVE: {Status.CLOSED},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.PROTECT, related_name="+")
    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="+")
    issue = models.CharField(_("issue"), max_length=20, choices=Issue)
    issue_words = models.CharField(_("which one"), max_length=160, blank=True)
    words = models.TextField(_("what is suspected"))
    known_at = models.DateTimeField(_("known since"))
    head_office_alone = models.BooleanField(default=False)  # it decides in the country manager's place
    status = models.CharField(max_length=16, choices=Status, default=Status.SUSPECTED)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    ministry = models.CharField(_("ministry, and whom there"), max_length=200, blank=True)
    ministry_reference = models.CharField(_("its reference"), max_length=120, blank=True)
    ministry_notified_at = models.DateTimeField(_("ministry informed"), null=True, blank=True)
    ministry_notified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    special = models.BooleanField(_("special investigation"), null=True, blank=True)
    special_reason = models.TextField(blank=True)
    special_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    special_at = models.DateTimeField(null=True, blank=True)
    special_findings = models.TextField(_("what it found"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    rows = ZeroToleranceFileRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="suspected")
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision_reason=""),
                name="zero_tolerance_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed")
                | Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome=""),
                name="zero_tolerance_closed_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(ministry_notified_at=None)
                | ~Q(ministry="") & Q(ministry_notified_by__isnull=False),
                name="zero_tolerance_ministry_is_named",
            ),
        ]

    @property
    def code(self) -> str:
        """By which people speak of it: it says neither how many there are nor of whom."""
        return f"ZT-{self.pk.hex[:6].upper()}"

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.SUSPECTED, self.Status.ACTIVE)


class OfFile(Rows[M]):
    """Rows of one restricted file each."""

    def visible_to(self, user: User) -> Self:
        return self.filter(file__in=files_of(user))


class NamedReaderRows(OfFile["NamedReader"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)


@tracked()
class NamedReader(Protected):
    """Somebody whom the deciding office lets into a file, or takes out of it; the row stays.

    A row that has ended takes out whoever reported the suspicion, too.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(ZeroToleranceFile, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    sees_persons = models.BooleanField(default=False)
    reason = models.CharField(_("what for"), max_length=200)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    rows = NamedReaderRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "user"], condition=Q(ended_at=None), name="named_reader_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")), name="named_reader_in_order"
            ),
        ]


class FileLookRows(OfFile["FileLook"]):
    pass


class FileLook(Protected):
    """Who looked at a file, when, at which part of it. Nobody changes or removes one."""

    class Part(models.TextChoices):
        FILE = "file", _("the file")
        PERSONS = "persons", _("the persons concerned")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(ZeroToleranceFile, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part, default=Part.FILE)
    at = models.DateTimeField()

    rows = FileLookRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-at"]


class FileStepRows(OfFile["FileStep"]):
    def open(self) -> Self:
        return self.filter(done_at=None, waived_at=None)

    def to_call(self, at: datetime) -> Self:
        return self.open().filter(next_call_at__lte=at)


@tracked(exclude=["next_call_at"])
class FileStep(Dated, Protected):
    """A step of the protocol in one file. `next_call_at`: when somebody is told of it next."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(ZeroToleranceFile, models.CASCADE, related_name="+")
    step = models.ForeignKey(ProtocolStep, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(_("what was done, and what came of it"), blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    next_call_at = models.DateTimeField(null=True, blank=True)

    rows = FileStepRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["step__order"]
        constraints = [
            *Dated.constraints("file_step"),
            models.UniqueConstraint(fields=["file", "step"], name="file_step_once"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(done_by__isnull=False), name="file_step_done_by_somebody"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_call_at"],
                condition=Q(done_at=None, waived_at=None, next_call_at__isnull=False),
                name="file_step_to_call",
            )
        ]


class PlannedActionRows(OfFile["PlannedAction"]):
    pass


@tracked()
class PlannedAction(Protected):
    """A line of the plan of investigation and remediation: what, by whom, until which local day."""

    class Kind(models.TextChoices):
        INVESTIGATION = "investigation", _("investigation")
        REMEDIATION = "remediation", _("remediation")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(ZeroToleranceFile, models.CASCADE, related_name="+")
    kind = models.CharField(_("part of the plan"), max_length=16, choices=Kind)
    words = models.TextField(_("what is to be done"))
    owner = models.CharField(_("who sees to it"), max_length=160)  # ministry, factory, programme: by office
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = PlannedActionRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["due_on", "written_at"]


class PersonConcernedRows(Rows["PersonConcerned"]):
    def visible_to(self, user: User) -> Self:
        told = RestrictedReader.objects.filter(user_id=user.pk, sees_persons=True)
        return self.filter(file__in=told.values("file_id"))


@tracked(exclude=["name", "reach", "circumstances", "wishes"])
class PersonConcerned(Protected):
    """A person whom the issue concerns. What identifies the person stands here alone: a table of its own with
    the narrowest policy, in no list, mail, export or search, and not in the trail, which says only who wrote.
    """

    class Consent(models.TextChoices):
        NOT_ASKED = "not_asked", _("not asked yet")
        GIVEN = "given", _("agrees to what is done")
        REFUSED = "refused", _("does not agree")
        GUARDIAN = "guardian", _("a guardian agrees for a child")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file = models.ForeignKey(ZeroToleranceFile, models.CASCADE, related_name="+")
    name = models.CharField(_("name, or how the person wants to be called"), max_length=160)
    reach = models.CharField(_("how the person is reached safely"), max_length=200, blank=True)
    circumstances = models.TextField(_("age, work, circumstances"), blank=True)
    wishes = models.TextField(_("what the person wants to happen, and not to happen"), blank=True)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent, default=Consent.NOT_ASKED)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = PersonConcernedRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["written_at"]
