"""Reports: the row that will keep the promise, and the frozen versions that readers get."""

from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.lifecycle import Living
from accounts.models import Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from assessments.models import Assessment, Finding
from factories.models import Cycle, Factory, Opens, agreed
from factories.models.visibility import BuyerAccess, Level, seen_by
from programmes.dated import Dated


class ReportRows(Rows["Report"]):
    def visible_to(self, user: User) -> Self:
        """The factory and its country's staff; a buyer what is out and paid for (WHO-10); a constituent what is
        out and opened by its agreement (WHO-11)."""
        ours = Q(factory_id__in=seen_by(user, Level.OWN, Level.STAFF))
        return self.filter(ours | open_outside(user))

    def open(self) -> Self:
        return self.filter(done_at=None, waived_at=None)

    def ready_for_release(self, at: datetime) -> Self:
        """Approved, rendered and at its moment; what is held or recalled is neither."""
        return self.filter(status=Report.Status.APPROVED, rendered_at__isnull=False, release_at__lte=at)


def open_to_buyer(user: User) -> Q:
    """A report that is out, of a cycle that this buyer paid for, at a factory whose relationship
    and form hold today."""
    if not user.is_(Role.BUYER_USER):
        return Q(pk__in=[])
    paid = BuyerAccess.objects.filter(user_id=user.pk).values("cycle_id")
    return Q(status__in=[Report.Status.RELEASED, Report.Status.NOT_SUBMITTED], cycle__in=paid)


def open_to_constituent(user: User) -> Q:
    """What is released, of the kinds that an agreement opens today, in its country."""
    found = Q(pk__in=[])
    if user.is_(Role.CONSTITUENT):
        for opens, kinds in OPENED_BY.items():
            found |= Q(kind__in=kinds, factory__programme__in=agreed(user, opens))
    return found & Q(status=Report.Status.RELEASED)


def open_outside(user: User) -> Q:
    return open_to_buyer(user) | open_to_constituent(user)


@tracked()
class Report(Living, Dated, Protected):
    """One report that is owed. `release_at` is when the clock lets it out (09:00 of its day as
    it ships), `due_at` when the promise lapses (the end of that day); both are instants.
    """

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment_report", _("Assessment report")
        PROGRESS_1 = "progress_report_1", _("Progress Report 1")
        PROGRESS_2 = "progress_report_2", _("Progress Report 2")

    class Status(models.TextChoices):
        DUE = "due", _("to be written")
        DRAFTED = "drafted", _("waiting for approval")
        APPROVED = "approved", _("approved, waiting for its moment")
        RELEASED = "released", _("released")
        NOT_SUBMITTED = "not_submitted", _("not submitted by the factory")
        HELD = "held", pgettext_lazy("report", "held")
        RECALLED = "recalled", _("recalled")
        WAIVED = "waived", _("waived")

    TRANSITIONS = {
        Status.DUE: {Status.DRAFTED, Status.APPROVED, Status.NOT_SUBMITTED, Status.WAIVED},
        Status.DRAFTED: {Status.APPROVED, Status.DUE, Status.RECALLED, Status.WAIVED},
        Status.APPROVED: {Status.RELEASED, Status.HELD, Status.DUE, Status.RECALLED},
        Status.HELD: {Status.APPROVED, Status.DUE, Status.RECALLED, Status.WAIVED},
        Status.NOT_SUBMITTED: {Status.APPROVED},  # the factory submits late
        Status.RELEASED: {Status.RECALLED},
        Status.RECALLED: {Status.DRAFTED, Status.APPROVED},  # a correction is a new version
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=24, choices=Kind)
    status = models.CharField(max_length=16, choices=Status, default=Status.DUE)
    status_reason = models.TextField(blank=True)
    joined = models.BooleanField(default=False)  # the factory's own part stands first (Haiti)
    own_submitted_at = models.DateTimeField(null=True, blank=True)  # when the factory sent its part
    release_at = models.DateTimeField(null=True, blank=True)
    rendered_at = models.DateTimeField(null=True, blank=True)
    render_attempts = models.PositiveSmallIntegerField(default=0)
    render_error = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    current = models.ForeignKey(
        "ReportVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )  # the frozen version that is approved or out

    rows = ReportRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-release_at"]
        constraints = [
            *Dated.constraints("report"),
            models.UniqueConstraint(fields=["assessment", "kind"], name="report_once_an_assessment"),
            models.CheckConstraint(
                condition=~Q(status="released") | Q(released_at__isnull=False, current__isnull=False),
                name="report_released_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(current__isnull=False), name="report_approved_is_frozen"
            ),
        ]
        indexes = [
            Dated.index("report"),
            models.Index(
                fields=["release_at"], condition=Q(status="approved"), name="report_waiting_for_release"
            ),
            models.Index(fields=["-release_at"], name="report_by_release"),
            models.Index(fields=["factory", "-release_at"], name="report_by_factory"),
            models.Index(
                fields=["-released_at"], condition=Q(status="released"), name="report_newest_released"
            ),
        ]


OPENED_BY = {  # which kinds an agreement with a constituent opens (WHO-11)
    Opens.ASSESSMENT_REPORTS: [Report.Kind.ASSESSMENT],
    Opens.PROGRESS_REPORTS: [Report.Kind.PROGRESS_1, Report.Kind.PROGRESS_2],
}

STANDING = Q(withdrawn_at=None) | Q(released_at__isnull=False)  # taken back unreleased, it counts no more
OUT = Q(released_at__isnull=False, withdrawn_at=None)


class ReportVersionRows(Rows["ReportVersion"]):
    def visible_to(self, user: User) -> Self:
        """Readers see the version that is out, and neither an older nor a recalled one; staff see
        every version from the freezing on, and so does the factory for what it wrote itself
        (Progress Report 1)."""
        own = Q(factory_id__in=seen_by(user, Level.OWN)) & (OUT | Q(report__kind=Report.Kind.PROGRESS_1))
        staff = Q(factory_id__in=seen_by(user, Level.STAFF))
        outside = OUT & Q(report__in=Report.rows.filter(open_outside(user)))
        return self.filter(own | staff | outside)

    def out(self) -> Self:
        return self.filter(OUT)


class ReportVersion(Protected):
    """A frozen document: canonical JSON and its SHA-256. It never changes; a correction is a
    new version with a reason. Readers' pages, PDF and spreadsheet come from `payload` alone.

    `withdrawn_at`: taken back before its release (nobody outside saw it), recalled, or replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    payload = models.TextField()
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=24)  # printed; anyone can have it confirmed
    reason = models.TextField(_("why it was corrected"), blank=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # its readers, of the recall
    awaits_pdf = models.BooleanField(default=False)  # rendered where no PDF could be made

    rows = ReportVersionRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], condition=STANDING, name="report_version_once"
            ),
            models.UniqueConstraint(fields=["code"], condition=STANDING, name="report_version_code_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="report_withdrawn_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="report_version_corrected_with_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["withdrawn_at"],
                condition=Q(told_at=None, withdrawn_at__isnull=False, released_at__isnull=False),
                name="report_recalled_untold",
            ),
            models.Index(fields=["frozen_at"], condition=Q(awaits_pdf=True), name="report_awaits_pdf"),
        ]


class OfVersion(Rows[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(version__in=ReportVersion.rows.visible_to(user))


class ReportFile(Protected):
    """A rendering of a version, made by the worker before the moment of release."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        HTML = "html", "HTML"
        XLSX = "xlsx", "XLSX"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="+")
    format = models.CharField(max_length=4, choices=Format)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rendered_at = models.DateTimeField()

    rows = OfVersion.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "format"], name="report_file_once")]


class ReportPartRows(Rows["ReportPart"]):
    def visible_to(self, user: User) -> Self:
        """The factory's own words are the factory's; the programme's are staff's, until frozen."""
        theirs = Q(report__kind=Report.Kind.PROGRESS_1) | Q(report__joined=True, section__startswith="own_")
        own = Q(factory_id__in=seen_by(user, Level.OWN)) & theirs
        staff = Q(factory_id__in=seen_by(user, Level.STAFF))
        return self.filter(own | staff)


@tracked()
class ReportPart(Protected):
    """What the author of a report typed for one of its sections, until it is frozen."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = ReportPartRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="report_part_once")]


class DownloadRows(Rows["Download"]):
    def visible_to(self, user: User) -> Self:
        """One's own; and for staff those of their country's factories."""
        return self.filter(Q(user=user) | Q(factory_id__in=seen_by(user, Level.STAFF)))


class Download(Protected):
    """Who read or took away which version, when, in what form."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    format = models.CharField(max_length=4)
    at = models.DateTimeField()

    rows = DownloadRows.as_manager()

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["user", "-at"], name="download_by_user")]


class FactoryReplyRows(Rows["FactoryReply"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(factory_id__in=seen_by(user, Level.OWN, Level.STAFF))


@tracked()
class FactoryReply(Protected):
    """The factory's reply beside a finding, shown as not verified (RPT-4)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    finding = models.OneToOneField(Finding, models.CASCADE, related_name="+")
    words = models.TextField(_("the factory's reply"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = FactoryReplyRows.as_manager()

    class Meta(Protected.Meta):
        pass
