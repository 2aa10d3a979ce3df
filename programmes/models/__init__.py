"""Country programmes, their dated calendar, and the taxonomy of compliance."""

from programmes.models.compliance import Cluster, CompliancePoint
from programmes.models.country import Contact, Holiday
from programmes.models.policy import (
    Fact,
    Policy,
    ProgrammeFact,
    Region,
    ServicePolicy,
)
from programmes.models.programme import CountryProgramme, CountryProgrammeRows
from programmes.models.protocol import Protocol, ProtocolStep
from programmes.models.rule import CalendarRule, CalendarRuleRows

__all__ = [
    "CalendarRule",
    "CalendarRuleRows",
    "Cluster",
    "CompliancePoint",
    "Contact",
    "CountryProgramme",
    "CountryProgrammeRows",
    "Fact",
    "Holiday",
    "Policy",
    "ProgrammeFact",
    "Protocol",
    "ProtocolStep",
    "Region",
    "ServicePolicy",
]
