"""Where: factories, their groups and cycles, the buyers' links, who sees, and what is sent."""

from factories.models.agreement import Agreed, Agreement, Opens, SpeaksFor, agreed
from factories.models.buyers import AccessForm, Buyer, BuyerLink, PaidRegistration
from factories.models.conflict import Barred, ConflictOfInterest, barred
from factories.models.cycle import AdvisorAssignment, Cycle
from factories.models.delivery import DEALERS, Bounce, Delivery, Remedy, Wishes
from factories.models.factory import (
    AntiBriberySignature,
    Factory,
    FactoryGrant,
    GroupFactory,
    ManufacturingGroup,
    OpeningMeeting,
)
from factories.models.files import StoredFile
from factories.models.handover import HandedFactory, HandOver
from factories.models.imports import ImportBatch, ImportRow
from factories.models.outbox import Family, Message
from factories.models.services import Designation, FactoryFact, ServiceException
from factories.models.visibility import BuyerAccess, FactoryVisibility, Level
from factories.models.webhooks import Webhook

__all__ = [
    "DEALERS",
    "AccessForm",
    "AdvisorAssignment",
    "Agreed",
    "Agreement",
    "AntiBriberySignature",
    "Barred",
    "Bounce",
    "Buyer",
    "BuyerAccess",
    "BuyerLink",
    "ConflictOfInterest",
    "Cycle",
    "Delivery",
    "Designation",
    "Factory",
    "FactoryFact",
    "FactoryGrant",
    "FactoryVisibility",
    "Family",
    "GroupFactory",
    "HandOver",
    "HandedFactory",
    "ImportBatch",
    "ImportRow",
    "Level",
    "ManufacturingGroup",
    "Message",
    "OpeningMeeting",
    "Opens",
    "PaidRegistration",
    "Remedy",
    "ServiceException",
    "SpeaksFor",
    "StoredFile",
    "Webhook",
    "Wishes",
    "agreed",
    "barred",
]
