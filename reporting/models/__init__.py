"""What leaves the building: reports by calendar, frozen, approved, released, downloaded."""

from reporting.models.conditions import ConditionsUpdate, PublishedConditions
from reporting.models.confirmation import ReleasedCode
from reporting.models.evidence import EvidenceFile
from reporting.models.notice import Notice, NoticeRecipient
from reporting.models.report import (
    Download,
    FactoryReply,
    Report,
    ReportFile,
    ReportPart,
    ReportVersion,
)
from reporting.models.shared import SharedCompliance

__all__ = [
    "ConditionsUpdate",
    "Download",
    "EvidenceFile",
    "FactoryReply",
    "Notice",
    "NoticeRecipient",
    "PublishedConditions",
    "ReleasedCode",
    "Report",
    "ReportFile",
    "ReportPart",
    "ReportVersion",
    "SharedCompliance",
]
