"""Frozen versions: made, frozen again for another moment, withdrawn. Their content never changes."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import may_become
from accounts.models import User
from reporting import payload as p
from reporting.composing import compose
from reporting.composing.source import part_of
from reporting.composing.words import moment
from reporting.freezing import freeze
from reporting.models import Report, ReportVersion
from reporting.reading import read


def locked(report: Report, to: str, *origins: str) -> Report:
    """The row as it stands, held until the transaction ends; of two who act at once one waits.

    Raises WrongState unless it may become `to`, and from one of `origins` where some are named.
    """
    rows = Report.rows.select_related("factory__programme", "cycle", "assessment", "current")
    found = rows.select_for_update(of=("self",)).get(pk=report.pk)
    if not may_become(found, to) or (origins and found.status not in origins):
        sentence = _("This report is “%(status)s” by now, so that is not possible any more.")
        raise WrongState(sentence % {"status": found.get_status_display()})
    return found


def freeze_now(report: Report, *, by: User, at: datetime) -> ReportVersion:
    """Composes the report as its rows stand and freezes it: version 1, or a correction."""
    former = last_released(report)
    correction = correction_of(report, former) if former else None
    number = former.number + 1 if former else 1
    payload = compose(report, at=at, version=number, correction=correction)
    return _frozen(report, payload, number=number, by=by, at=at)


def freeze_again(report: Report, *, by: User, at: datetime) -> ReportVersion:
    """The version that stands, frozen for the moment at which it can go out now, if that has moved.

    What was read and approved stays word for word; the former freezing is withdrawn.
    """
    version = report.current
    if version is None:
        raise WrongState(_("Nothing has been frozen yet."))
    payload = read(version)
    release = moment(max(report.release_at or at, at), report.factory.programme.tz)
    if payload.head.release.at >= release.at:
        return version
    withdraw(version, at=at, reason=_("Frozen again for a later release."))
    again = replace(payload, head=replace(payload.head, release=release))
    return _frozen(report, again, number=version.number, by=by, at=at)


def withdraw(version: ReportVersion | None, *, at: datetime, reason: str) -> None:
    if version is not None:
        ReportVersion.rows.filter(pk=version.pk).update(withdrawn_at=at, withdrawn_reason=reason)


def last_released(report: Report) -> ReportVersion | None:
    """The newest version that was ever out, also a recalled one."""
    if report.done_at is None:  # the first release did that, and no recall undoes it
        return None
    released = ReportVersion.rows.filter(report=report, released_at__isnull=False)
    return released.order_by("-number").first()


def reopened(report: Report) -> str:
    """The state of a report that goes back to its author."""
    return Report.Status.RECALLED if last_released(report) else Report.Status.DUE


def correction_of(report: Report, former: ReportVersion) -> p.Correction:
    """Why this version replaces the one before; raises Invalid while nobody has said."""
    reason = part_of(report, "correction")
    if reason is None or former.released_at is None:
        raise Invalid(_("Say why this version replaces the one before."), field="correction")
    return p.Correction(
        reason=reason,
        former_version=former.number,
        former_release=moment(former.released_at, report.factory.programme.tz),
        former_code=former.code,
    )


def _frozen(report: Report, payload: p.Payload, *, number: int, by: User, at: datetime) -> ReportVersion:
    frozen = freeze(payload)
    correction = payload.head.correction
    return ReportVersion.rows.create(
        factory_id=report.factory_id,
        report=report,
        number=number,
        payload=frozen.json_text,
        sha256=frozen.sha256,
        code=frozen.code,
        reason=correction.reason.words if correction else "",
        frozen_at=at,
        frozen_by=by,
    )
