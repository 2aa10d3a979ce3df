"""A preview that the worker has worked out, because the programme is too large to wait for it (PHS-4)."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from accounts.models import PLANNERS, STAFF, User
from accounts.visibility import Protected, Rows
from assessments.models import Assessment
from factories.models import Factory
from planning.models.draft import Draft
from planning.said import Said
from programmes.models import CountryProgramme


class PreviewRunRows(Rows["PreviewRun"]):
    def visible_to(self, user: User) -> Self:
        """Whoever sees the draft. Neither progress nor figures know of planned assessments."""
        return self.filter(programme__in=CountryProgramme.objects.of_staff(user, *STAFF))

    def waiting(self) -> Self:
        return self.filter(done_at=None)


class PreviewRun(Protected):
    """One working out of a draft's effects: asked for, under way (`seen` of `total` rows), done.

    `claimed_until` is real time: a worker that dies leaves the run to the next one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="+")
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    rows = PreviewRunRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(done_at=None), name="preview_waiting"),
        ]

    @property
    def share(self) -> int:
        """Per cent of the rows that were looked at."""
        return min(99, 100 * self.seen // self.total) if self.total else 0


class PreviewLineRows(Rows["PreviewLine"]):
    def visible_to(self, user: User) -> Self:
        """With the draft; what tells of a planned assessment for the country's planners alone."""
        staff = CountryProgramme.objects.of_staff(user, *STAFF)
        plans = CountryProgramme.objects.of_staff(user, *PLANNERS)
        open_ = Q(secret=None) | Q(run__programme__in=plans)
        return self.filter(open_, run__programme__in=staff)


class PreviewLine(Said, Protected):
    """One line of the list, as `planning/lines.py` says it. A frozen copy: no key is checked for factories."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(
        PreviewRun, models.CASCADE, db_index=False, related_name="+"
    )  # see the constraint
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=24)
    detail = models.CharField(max_length=40, blank=True)
    factory = models.ForeignKey(
        Factory, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40, blank=True)
    day = models.DateField(null=True)
    now = models.CharField(max_length=24, blank=True)
    then = models.CharField(max_length=24, blank=True)
    secret = models.ForeignKey(Assessment, models.CASCADE, null=True, db_index=False, related_name="+")

    rows = PreviewLineRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="preview_line_once")]
        indexes = [
            models.Index(fields=["secret"], condition=Q(secret__isnull=False), name="preview_line_secret"),
        ]
