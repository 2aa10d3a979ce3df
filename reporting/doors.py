"""The doors of the reporting pages: one report as the person may see it, with what its page needs."""

from typing import Any, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User
from reporting import roles
from reporting.models import Report, ReportVersion

RELATED = ("factory__programme", "rule", "drafted_by", "approved_by")  # a buyer reads no cycle: no join


def one(rows: "QuerySet[Any]", **lookup: object) -> Any:
    found: Model | None = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def report_seen(user: User, pk: UUID) -> Report:
    return cast(Report, one(Report.objects.visible_to(user).select_related(*RELATED), pk=pk))


def report_inside(user: User, pk: UUID) -> Report:
    """For pages of authors, leaders and the factory: with its cycle and assessment, which buyers do
    not see, and with what `roles` asks of this person (`on_team`, `advises_now`, `advised`)."""
    inside = Report.objects.visible_to(user).select_related(*RELATED, "cycle", "assessment")
    return cast(Report, one(inside.annotate(**roles.known(user)), pk=pk))


def version_out(user: User, pk: UUID) -> ReportVersion:
    """The version of this report that is out, for whoever may read it today; else 404."""
    versions = ReportVersion.objects.visible_to(user).filter(released_at__isnull=False, withdrawn_at=None)
    related = versions.select_related("report__factory__programme")
    return cast(ReportVersion, one(related, report=pk, report__status=Report.Status.RELEASED))
