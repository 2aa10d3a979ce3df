"""Where: factories, their groups and cycles, the buyers' links, who sees, and what is sent."""

from factories.models.buyers import AccessForm, Buyer, BuyerLink, PaidRegistration
from factories.models.conflict import Barred, ConflictOfInterest, barred
from factories.models.cycle import AdvisorAssignment, Cycle
from factories.models.factory import (
    AntiBriberySignature,
    Factory,
    FactoryGrant,
    GroupFactory,
    ManufacturingGroup,
    OpeningMeeting,
)
from factories.models.files import StoredFile
from factories.models.imports import ImportBatch, ImportRow
from factories.models.outbox import Message
from factories.models.services import Designation, FactoryFact, ServiceException
from factories.models.visibility import BuyerAccess, FactoryVisibility, Level

__all__ = [
    "AccessForm",
    "AdvisorAssignment",
    "AntiBriberySignature",
    "Barred",
    "Buyer",
    "BuyerAccess",
    "BuyerLink",
    "ConflictOfInterest",
    "Cycle",
    "Designation",
    "Factory",
    "FactoryFact",
    "FactoryGrant",
    "FactoryVisibility",
    "GroupFactory",
    "ImportBatch",
    "ImportRow",
    "Level",
    "ManufacturingGroup",
    "Message",
    "OpeningMeeting",
    "PaidRegistration",
    "ServiceException",
    "StoredFile",
    "barred",
]
