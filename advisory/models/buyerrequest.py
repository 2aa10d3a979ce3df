"""A buyer asks to shadow an advisory visit, or for a joint one (ADV-3). Source: advisory FAQ III.2."""

from typing import Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from advisory.models.visit import Modality, Visit
from factories.models import Buyer, BuyerLink, Factory
from factories.models.buyers import OfBuyerAndFactory


class VisitRequestRows(OfBuyerAndFactory["VisitRequest"]):
    def untold(self) -> Self:
        """Those whose latest turn nobody was told of yet; the worker looks for them."""
        return self.filter(untold=True)

    def waiting(self) -> Self:
        return self.filter(status=VisitRequest.Status.WAITING)

    def agreed(self) -> Self:
        return self.filter(status=VisitRequest.Status.AGREED)


@tracked()
class VisitRequest(Living, Protected):
    """One wish of one buyer at one factory. It hangs on the buyer's claim (`link`), because it may be
    asked while the factory has not confirmed yet: then the buyer knows the factory by its own words alone.

    Whether it stands also follows from the three conditions of today and is never stored
    (`advisory/buyers/joining.py`). `agreed_on` and `agreed_how` are what the buyer reads of the visit: the visit
    itself is none of its business. The worker puts the request back when the visit changes.
    """

    class Kind(models.TextChoices):
        SHADOW = "shadow", _("shadow: watch how an advisory visit works")
        JOINT = "joint", _("joint visit: prepare and visit together")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits for the advisor")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn by the buyer")
        HELD = "held", _("the visit was held")

    TRANSITIONS = {
        Status.WAITING: {Status.AGREED, Status.DECLINED, Status.WITHDRAWN},
        Status.AGREED: {Status.WAITING, Status.DECLINED, Status.WITHDRAWN, Status.HELD},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    link = models.ForeignKey(BuyerLink, models.PROTECT, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    wished_from = models.DateField(_("from"))
    wished_until = models.DateField(_("until"))
    reason = models.TextField(_("why you ask"))
    persons = ArrayField(models.CharField(max_length=120), default=list)  # who would come, by name
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_how = models.CharField(max_length=8, choices=Modality, blank=True)
    put_back_at = models.DateTimeField(null=True, blank=True)  # the agreed visit changed or fell away
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    untold = models.BooleanField(default=True)

    rows = VisitRequestRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wished_until__gte=F("wished_from")), name="visit_request_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "held"])
                | Q(visit__isnull=False, agreed_on__isnull=False, answered_by__isnull=False),
                name="visit_request_agreed_to_a_visit",
            ),
            # two buyers at one visit would learn of each other
            models.UniqueConstraint(
                fields=["visit"], condition=Q(status="agreed"), name="visit_request_alone_at_a_visit"
            ),
            models.UniqueConstraint(
                fields=["link"], condition=Q(status="waiting"), name="visit_request_waits_once"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(untold=True), name="visit_request_untold"),
            models.Index(fields=["agreed_on"], condition=Q(status="agreed"), name="visit_request_agreed"),
            models.Index(fields=["factory", "-asked_at"], name="visit_request_by_factory"),
        ]
