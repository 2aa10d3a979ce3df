"""What leaves the building: reports by calendar, frozen, approved, released, downloaded."""

from reporting.models.conditions import ConditionsUpdate, PublishedConditions
from reporting.models.confirmation import ReleasedCode
from reporting.models.report import (
    Download,
    FactoryReply,
    Report,
    ReportFile,
    ReportPart,
    ReportVersion,
)

__all__ = [
    "ConditionsUpdate",
    "Download",
    "FactoryReply",
    "PublishedConditions",
    "ReleasedCode",
    "Report",
    "ReportFile",
    "ReportPart",
    "ReportVersion",
]
