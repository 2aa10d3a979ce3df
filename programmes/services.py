"""What the programme offers: services, the forms they take, and the reports that come of them."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Column(StrEnum):
    """The three columns in which the programme shows what is possible in a country."""

    LEARNING = "learning"
    MONITORING = "monitoring"
    REPORTING = "reporting"


class Modality(StrEnum):
    ON_SITE = "on_site"
    HYBRID = "hybrid"
    VIRTUAL = "virtual"
    SELF_PACED = "self_paced"


class Service(StrEnum):
    ADVISORY_VISIT = "advisory_visit"
    TRAINING = "training"
    INDUSTRY_SEMINAR = "industry_seminar"
    E_LEARNING = "e_learning"
    MICRO_LEARNING = "micro_learning"
    WORKER_ENGAGEMENT = "worker_engagement"
    SELF_DIAGNOSIS_SUPPORT = "self_diagnosis_support"
    ASSESSMENT = "assessment"
    FOCUSED_ASSESSMENT = "focused_assessment"
    MINIMUM_CONTENT = "minimum_content"  # of every assessment while such a policy holds (ASM-4)
    VIRTUAL_COMPLIANCE_CHECK = "virtual_compliance_check"
    CRITICAL_ISSUE_VISIT = "critical_issue_visit"
    WORKER_SURVEY = "worker_survey"
    GUIDED_SELF_ASSESSMENT = "guided_self_assessment"
    PLAN_SELF_REPORT = "plan_self_report"
    PROGRESS_REPORT_1 = "progress_report_1"
    PROGRESS_REPORT_2 = "progress_report_2"
    TRAINING_REPORT = "training_report"
    SURVEY_REPORT = "survey_report"
    ASSESSMENT_REPORT = "assessment_report"
    SELF_ASSESSMENT_DATA = "self_assessment_data"
    ADVISORY_REPORT_IN_LIEU = "advisory_report_in_lieu"


_LEARNING = {
    Service.ADVISORY_VISIT,
    Service.TRAINING,
    Service.INDUSTRY_SEMINAR,
    Service.E_LEARNING,
    Service.MICRO_LEARNING,
    Service.WORKER_ENGAGEMENT,
    Service.SELF_DIAGNOSIS_SUPPORT,
}
_REPORTS = {
    Service.PLAN_SELF_REPORT,
    Service.PROGRESS_REPORT_1,
    Service.PROGRESS_REPORT_2,
    Service.TRAINING_REPORT,
    Service.SURVEY_REPORT,
    Service.ASSESSMENT_REPORT,
    Service.SELF_ASSESSMENT_DATA,
    Service.ADVISORY_REPORT_IN_LIEU,
}


def _column(service: Service) -> Column:
    if service in _LEARNING:
        return Column.LEARNING
    return Column.REPORTING if service in _REPORTS else Column.MONITORING


COLUMNS: dict[Service, Column] = {service: _column(service) for service in Service}

_SITE = frozenset({Modality.ON_SITE, Modality.HYBRID})
_ANY = _SITE | {Modality.VIRTUAL}
_ALONE = frozenset({Modality.SELF_PACED})
NO_FORM: frozenset[Modality] = frozenset()  # a paper, or a set of questions

# The forms that a service can take at all.
FORMS: dict[Service, frozenset[Modality]] = dict.fromkeys(Service, NO_FORM) | {
    Service.ADVISORY_VISIT: _ANY,
    Service.TRAINING: _ANY,
    Service.INDUSTRY_SEMINAR: _ANY,
    Service.E_LEARNING: _ALONE,
    Service.MICRO_LEARNING: _ALONE,
    Service.WORKER_ENGAGEMENT: _ANY,
    Service.SELF_DIAGNOSIS_SUPPORT: _ANY,
    Service.ASSESSMENT: _SITE,
    Service.FOCUSED_ASSESSMENT: _SITE,
    Service.VIRTUAL_COMPLIANCE_CHECK: frozenset({Modality.VIRTUAL}),
    Service.CRITICAL_ISSUE_VISIT: frozenset({Modality.ON_SITE}),
}

# Only while a policy says so (ASM-3, ASM-6, SLCP-1; COVID service policy).
EXTRAORDINARY = frozenset(
    {
        Service.FOCUSED_ASSESSMENT,
        Service.MINIMUM_CONTENT,
        Service.VIRTUAL_COMPLIANCE_CHECK,
        Service.CRITICAL_ISSUE_VISIT,
        Service.GUIDED_SELF_ASSESSMENT,
        Service.SELF_ASSESSMENT_DATA,
        Service.ADVISORY_REPORT_IN_LIEU,
    }
)

# Whom a row of a policy can be for: the factories' priority for assessment.
PRIORITIES: dict[str, Promise] = {
    "high": _("high-priority factories"),
    "lower": _("lower-priority factories"),
}
