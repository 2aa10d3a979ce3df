"""What is done: the committee, the visits, the self-diagnosis, the improvement plan, and incidents."""

from advisory.models.buyerrequest import VisitRequest
from advisory.models.committee import (
    Attendance,
    Committee,
    CommitteeMember,
    Decision,
    Election,
    Meeting,
    WorkerDraft,
)
from advisory.models.correctiveplan import (
    BuyersItem,
    CorrectivePlan,
    CorrectivePoint,
    Coverage,
    PlanDownload,
)
from advisory.models.diagnosis import SelfDiagnosis, SelfDiagnosisAnswer
from advisory.models.duty import Duty, Escalation
from advisory.models.incident import Consultation, Incident, Party
from advisory.models.logbook import LogbookEntry, LogbookRemark
from advisory.models.plan import Evidence, ImprovementPlan, PlanAction, PlanComment, PlanItem
from advisory.models.priority import BuyerPriority
from advisory.models.visit import SharedVisit, StaffNote, Visit, VisitItem
from advisory.models.zerotolerance import (
    FileLook,
    FileStep,
    NamedReader,
    PersonConcerned,
    PlannedAction,
    RestrictedReader,
    ZeroToleranceFile,
)

__all__ = [
    "Attendance",
    "BuyerPriority",
    "BuyersItem",
    "Committee",
    "CommitteeMember",
    "Consultation",
    "CorrectivePlan",
    "CorrectivePoint",
    "Coverage",
    "Decision",
    "Duty",
    "Election",
    "Escalation",
    "Evidence",
    "FileLook",
    "FileStep",
    "ImprovementPlan",
    "Incident",
    "LogbookEntry",
    "LogbookRemark",
    "Meeting",
    "NamedReader",
    "Party",
    "PersonConcerned",
    "PlanAction",
    "PlanComment",
    "PlanDownload",
    "PlanItem",
    "PlannedAction",
    "RestrictedReader",
    "SelfDiagnosis",
    "SelfDiagnosisAnswer",
    "SharedVisit",
    "StaffNote",
    "Visit",
    "VisitItem",
    "VisitRequest",
    "WorkerDraft",
    "ZeroToleranceFile",
]
