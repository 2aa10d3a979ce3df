"""What is done: the committee, the visits, the self-diagnosis and the improvement plan."""

from advisory.models.committee import (
    Attendance,
    Committee,
    CommitteeMember,
    Decision,
    Election,
    Meeting,
    WorkerDraft,
)
from advisory.models.diagnosis import SelfDiagnosis, SelfDiagnosisAnswer
from advisory.models.plan import Evidence, ImprovementPlan, PlanAction, PlanComment, PlanItem
from advisory.models.visit import StaffNote, Visit, VisitItem

__all__ = [
    "Attendance",
    "Committee",
    "CommitteeMember",
    "Decision",
    "Election",
    "Evidence",
    "ImprovementPlan",
    "Meeting",
    "PlanAction",
    "PlanComment",
    "PlanItem",
    "SelfDiagnosis",
    "SelfDiagnosisAnswer",
    "StaffNote",
    "Visit",
    "VisitItem",
    "WorkerDraft",
]
