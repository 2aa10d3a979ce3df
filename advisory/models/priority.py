"""A buyer's priority: to factory management, by it to the PICC, and back (IP-5). Source: advisory FAQ III.4."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected
from advisory.models.committee import Meeting
from advisory.models.correctiveplan import CorrectivePoint
from advisory.models.plan import PlanItem
from factories.models import Buyer, Factory
from factories.models.buyers import OfBuyerAndFactory
from programmes.models import CompliancePoint


class BuyerPriorityRows(OfBuyerAndFactory["BuyerPriority"]):
    def untold(self) -> Self:
        return self.filter(untold=True)

    def open(self) -> Self:
        return self.filter(status__in=[BuyerPriority.Status.RAISED, BuyerPriority.Status.ON_AGENDA])


@tracked()
class BuyerPriority(Living, Protected):
    """What matters to a buyer. Management puts it on the agenda of a meeting or says why not; the
    committee accepts it, and it becomes a plan item, or declines with words.

    A point of a buyer's plan that nothing covers goes the same way (`answers`). `agenda_on` is the local
    day of the meeting, all that the buyer reads of it.
    """

    class Status(models.TextChoices):
        RAISED = "raised", _("waits for the factory's management")
        ON_AGENDA = "on_agenda", _("on the PICC's agenda")
        NOT_TAKEN_UP = "not_taken_up", _("not taken up")
        ACCEPTED = "accepted", _("in the improvement plan")
        DECLINED = "declined", _("declined by the PICC")
        WITHDRAWN = "withdrawn", _("withdrawn by the buyer")

    TRANSITIONS = {
        Status.RAISED: {Status.ON_AGENDA, Status.NOT_TAKEN_UP, Status.WITHDRAWN},
        Status.ON_AGENDA: {Status.ON_AGENDA, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.NOT_TAKEN_UP: {Status.ON_AGENDA, Status.WITHDRAWN},
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="+")
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    point = models.ForeignKey(CompliancePoint, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("what matters to you"), max_length=200)
    words = models.TextField(_("in more words"), blank=True)
    answers = models.ForeignKey(
        CorrectivePoint,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="priority",
    )
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status, default=Status.RAISED)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    agenda_on = models.DateField(null=True, blank=True)
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    untold = models.BooleanField(default=True)

    rows = BuyerPriorityRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["on_agenda", "accepted"]) | Q(meeting__isnull=False),
                name="buyer_priority_at_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(item__isnull=False), name="buyer_priority_in_the_plan"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["not_taken_up", "declined"]) | ~Q(answer=""),
                name="buyer_priority_answered_with_words",
            ),
            models.UniqueConstraint(
                fields=["answers"],
                condition=Q(status__in=["raised", "on_agenda"]),
                name="buyer_priority_of_a_point_once",
            ),
        ]
        indexes = [
            models.Index(fields=["raised_at"], condition=Q(untold=True), name="buyer_priority_untold"),
            models.Index(fields=["factory", "-raised_at"], name="buyer_priority_by_factory"),
        ]
