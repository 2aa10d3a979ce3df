"""A list of factories on its way in: the file, its rows, what each became and who decided it.

The rows stay: they are how a second import knows what the first one brought, and they hold what a
list told beyond what a factory's own row keeps. For administrators of the programme alone.
"""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.imports.columns import Columns
from factories.models.factory import Factory
from programmes.models import CountryProgramme

LARGE = 32 * 1024  # bytes; some three hundred rows, a second or two


class ImportBatchRows(Rows["ImportBatch"]):
    def visible_to(self, user: User) -> Self:
        mine = [held.organisation_id for held in user.roles if held.role == Role.ADMINISTRATOR]
        return self.filter(programme__organisation_id__in=mine).select_related("programme").defer("content")

    def waiting(self) -> Self:
        """For the worker: to be checked or taken in, oldest first."""
        return self.filter(status__in=(ImportBatch.Status.CHECKING, ImportBatch.Status.APPLYING)).order_by(
            "uploaded_at"
        )


@tracked(exclude=["content", "columns"])
class ImportBatch(Living, Protected):
    """One uploaded list. Its content is kept until it was taken in or dropped."""

    class Status(models.TextChoices):
        READ = "read", _("columns to confirm")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, nothing written yet")
        APPLYING = "applying", _("being taken in")
        APPLIED = "applied", _("taken in")
        FAILED = "failed", _("could not be taken in")
        DROPPED = "dropped", _("dropped")

    TRANSITIONS = {
        Status.READ: {Status.CHECKING, Status.DROPPED},
        Status.CHECKING: {Status.CHECKED, Status.FAILED},
        Status.CHECKED: {Status.READ, Status.CHECKING, Status.APPLYING, Status.DROPPED},
        Status.APPLYING: {Status.APPLIED, Status.CHECKED, Status.FAILED},
        Status.FAILED: {Status.READ, Status.DROPPED},
    }
    OPEN: ClassVar = (Status.READ, Status.CHECKING, Status.CHECKED, Status.APPLYING, Status.FAILED)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    content = models.BinaryField(default=b"")
    status = models.CharField(max_length=10, choices=Status, default=Status.READ)
    problem = models.TextField(blank=True)  # why it failed, a sentence
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: a command
    uploaded_at = models.DateTimeField()
    any_country = models.BooleanField(_("other countries' factories too"), default=False)
    good_rows = models.BooleanField(_("the good rows alone"), default=False)
    # how the file is read
    kind = models.CharField(max_length=4)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    sheets = ArrayField(models.CharField(max_length=100), default=list)
    header_line = models.PositiveIntegerField(default=0)  # 0: none
    columns = models.JSONField(default=list)  # one dict per column, see `factories/imports/columns.py`
    # what it holds, counted once
    row_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    suggested_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    rows = ImportBatchRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-uploaded_at"]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=Q(status__in=("checking", "applying")),
                name="import_waiting",
            ),
            models.Index(fields=["programme", "-uploaded_at"], name="import_of_programme"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="applied") | Q(applied_at__isnull=False),
                name="import_applied_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("checked", "applied"))
                | Q(
                    row_count=models.F("new_count")
                    + models.F("same_count")
                    + models.F("suggested_count")
                    + models.F("rejected_count")
                ),
                name="import_counts_every_row_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_large(self) -> bool:
        """Too much for one request: the worker checks it and takes it in."""
        return self.size > LARGE

    @property
    def is_waiting(self) -> bool:
        return self.status in (self.Status.CHECKING, self.Status.APPLYING)

    @property
    def mapping(self) -> Columns:
        return {column["index"]: column["field"] for column in self.columns if column["field"]}

    @property
    def header(self) -> list[str]:
        return [column["header"] for column in self.columns]


class ImportRowRows(Rows["ImportRow"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=ImportBatch.rows.visible_to(user).values("pk"))

    def of(self, batch: ImportBatch) -> Self:
        return self.filter(batch=batch).order_by("line")

    def undecided(self) -> Self:
        return self.filter(outcome=ImportRow.Outcome.SUGGESTED, decision="")

    def taken_in(self, programme: CountryProgramme) -> Self:
        """What earlier imports left: rows that became a factory, or wait for a person."""
        return self.filter(batch__programme=programme, batch__status=ImportBatch.Status.APPLIED)


class ImportRow(Protected):
    """One row of a list: what it says, what an import makes of it, and what a person decided.

    `candidates` are dicts of `label`, `score`, `reasons` and either `factory` (an id) or `line`.
    `twin_line` is the earlier row of the same file that this row is. `factory` is what it became.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        SAME = "same", _("already here")
        SUGGESTED = "suggested", _("likely here already")
        REJECTED = "rejected", _("not taken")

    class Decision(models.TextChoices):
        SAME = "same", _("the same factory")
        NEW = "new", _("another factory")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="+")
    line = models.PositiveIntegerField()
    cells = ArrayField(models.TextField(), default=list)  # as the file has them
    told = models.JSONField(default=dict)  # what was read, see `factories/imports/rows.py`
    fingerprint = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome)
    problems: "models.JSONField[Any]" = models.JSONField(default=list)  # dicts of `field` and `sentence`
    candidates: "models.JSONField[Any]" = models.JSONField(default=list)
    decision = models.CharField(max_length=4, choices=Decision, blank=True, default="")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    factory = models.ForeignKey(Factory, models.SET_NULL, null=True, blank=True, related_name="+")
    twin_line = models.PositiveIntegerField(null=True, blank=True)

    rows = ImportRowRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["line"]
        indexes = [
            models.Index(fields=["fingerprint"], name="import_row_fingerprint"),
            models.Index(fields=["batch", "outcome", "line"], name="import_row_by_outcome"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_at__isnull=False, outcome="suggested"),
                name="import_row_decided_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.line}"

    @property
    def is_new(self) -> bool:
        """Whether a factory is made of it: a row is new by itself or by a person's decision."""
        return self.outcome == self.Outcome.NEW or self.decision == self.Decision.NEW

    @property
    def is_undecided(self) -> bool:
        return self.outcome == self.Outcome.SUGGESTED and not self.decision
