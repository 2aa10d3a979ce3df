"""What holds for one factory alone: its own facts, and the exceptions that were named for it."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from factories.models.factory import Factory, OfFactory
from programmes.models import Fact
from programmes.services import Modality, Service


class FactoryFactRows(OfFactory["FactoryFact"]):
    pass


@tracked()
class FactoryFact(Fact, Protected):
    """Production or visits at one factory, where they differ from its country's. Source: PHS-1."""

    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")

    rows = FactoryFactRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-valid_from"]
        constraints = Fact.constraints("factory_fact", "factory")

    def __str__(self) -> str:
        return f"{self.subject}: {self.value}"


class ServiceExceptionRows(OfFactory["ServiceException"]):
    pass


@tracked()
class ServiceException(Protected):
    """A named way past the policy for one factory: a critical issue, with approval. Source: PHS-2."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    service = models.CharField(
        _("service"), max_length=40, choices=[(each.value, each.value) for each in Service]
    )
    modality = models.CharField(
        _("form"), max_length=12, choices=[(each.value, each.value) for each in Modality]
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    reason = models.TextField(_("reason"))
    clearance = models.TextField(_("who cleared the visit"))  # law and UN policy, named
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    rows = ServiceExceptionRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="exception_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(clearance=""), name="exception_with_reason_and_clearance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.modality}"
