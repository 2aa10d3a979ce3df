"""The few figures at the top of each report, always with what they are out of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.payload import (
    AssessmentReport,
    Category,
    Committee,
    Payload,
    Plan,
    ProgressReport2,
    PublicIssue,
    Rate,
    Result,
)
from reporting.rendering import words


@dataclass(frozen=True)
class KeyFigure:
    label: str
    figure: str
    base: str = ""
    note: str = ""


def key_figures(payload: Payload) -> list[KeyFigure]:
    if isinstance(payload, AssessmentReport):
        return _of_assessment(payload)
    figures = [*_of_plan(payload.plan), *_of_issues(payload.public_issues), *_of_committee(payload.committee)]
    if isinstance(payload, ProgressReport2):
        figures.append(_of_stoppages(payload))
    return figures


def _of_assessment(report: AssessmentReport) -> list[KeyFigure]:
    return [
        _share(_("Compliance points not compliant"), report.points),
        _share(_("Questions not compliant"), report.questions),
        *_of_issues(report.public_issues),
        *_of_committee(report.committee),
    ]


def _share(label: str, rate: Rate) -> KeyFigure:
    return KeyFigure(label, str(rate.part), _base(rate.base), words.percent(rate.percent))


def _base(count: int) -> str:
    return _("of %(count)s") % {"count": count}


def _of_plan(plan: Plan) -> list[KeyFigure]:
    left = plan.verified.base - plan.verified.part
    return [
        KeyFigure(
            _("Non-compliances still open"),
            str(left),
            "",
            _("%(count)s at the assessment") % {"count": plan.verified.base},
        ),
        _share(_("Closed and verified"), plan.verified),
    ]


def _of_issues(issues: tuple[PublicIssue, ...]) -> list[KeyFigure]:
    if not issues:
        return []
    found = sum(issue.result is Result.NON_COMPLIANT for issue in issues)
    return [KeyFigure(_("Publicly reported issues not compliant"), str(found), _base(len(issues)))]


def _of_committee(committee: Committee | None) -> list[KeyFigure]:
    if committee is None:
        return []
    held = committee.meetings_held
    note = _("Functional: yes") if committee.functional else _("Functional: no")
    return [KeyFigure(_("PICC meetings held"), str(held.part), _base(held.base), note)]


def _of_stoppages(report: ProgressReport2) -> KeyFigure:
    graver = sum(stoppage.category is Category.B for stoppage in report.stoppages)
    note = ngettext("%(count)s of category B", "%(count)s of category B", graver) % {"count": graver}
    return KeyFigure(_("Work stoppages"), str(len(report.stoppages)), "", note)
