"""A report as one line of a list: its title, its state, who has to act, and why it is due then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.models import Report
from reporting.promises import Why, is_at_risk, state_key, why

Status = Report.Status


@dataclass(frozen=True)
class Row:
    report: Report
    title: str
    state: str
    why: Why | None
    waits_for: str
    at_risk: bool

    @property
    def url(self) -> str:
        return reverse("report", args=[self.report.pk])

    @property
    def zone(self) -> str:
        return self.report.factory.programme.zone

    @property
    def state_label(self) -> str:
        """Its word where the badge's own would say too little."""
        return {Status.NOT_SUBMITTED.value: _("Not submitted"), Status.DUE.value: _("To be written")}.get(
            self.report.status, ""
        )

    @property
    def is_open(self) -> bool:
        return self.report.done_at is None and self.report.waived_at is None


def rows_of(reports: Iterable[Report], at: datetime) -> list[Row]:
    return [row_of(report, at) for report in reports]


def row_of(report: Report, at: datetime) -> Row:
    return Row(
        report=report,
        title=title(report),
        state=state_key(report),
        why=why(report),
        waits_for=waits_for(report),
        at_risk=is_at_risk(report, at),
    )


def title(report: Report) -> str:
    """Where one progress report follows each assessment, it carries no number (Haiti)."""
    return _("Progress report") if report.joined else report.get_kind_display()


def waits_for(report: Report) -> str:
    """Who has to act next; empty when it is the clock or nobody."""
    if report.status in (Status.DUE, Status.NOT_SUBMITTED, Status.RECALLED):
        return _author(report)
    if report.status in (Status.DRAFTED, Status.HELD):
        return _("a team leader")
    return ""


def _author(report: Report) -> str:
    if report.kind == Report.Kind.ASSESSMENT:
        return _("the assessment's team")
    if report.kind == Report.Kind.PROGRESS_1:
        return _("the factory")
    if report.joined and report.own_submitted_at is None:
        return _("the factory, then its advisor")
    return _("the factory's advisor")
