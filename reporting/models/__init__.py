"""What leaves the building: reports by calendar, frozen, approved, released, downloaded."""

from reporting.models.confirmation import ReleasedCode
from reporting.models.report import (
    Download,
    FactoryReply,
    Report,
    ReportFile,
    ReportPart,
    ReportVersion,
)

__all__ = ["Download", "FactoryReply", "ReleasedCode", "Report", "ReportFile", "ReportPart", "ReportVersion"]
