"""An advisor's factories pass to others in one act (OPS-2): what passed, to whom, and why."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PLANNERS, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from factories.models.factory import Factory
from programmes.models import CountryProgramme

KNOWN_TO = (*PLANNERS, Role.HEAD_OFFICE)


class HandOverRows(Rows["HandOver"]):
    def visible_to(self, user: User) -> Self:
        """Why somebody hands over is for those who plan in the country, and for head office."""
        return self.filter(programme__in=CountryProgramme.objects.of_staff(user, *KNOWN_TO))

    def untold(self) -> Self:
        return self.filter(told_at=None)


@tracked(exclude=["told_at"])
class HandOver(Protected):
    """One act. `told_at` is when the worker looked whom else it concerns, whatever it found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    programme = models.ForeignKey(CountryProgramme, models.PROTECT, related_name="+")
    advisor = models.ForeignKey(User, models.PROTECT, related_name="+")  # whose factories they were
    why = models.TextField(_("why"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    rows = HandOverRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-made_at"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="hand_over_says_why")]
        indexes = [models.Index(fields=["made_at"], condition=Q(told_at=None), name="hand_over_untold")]


class HandedFactoryRows(Rows["HandedFactory"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(hand_over__in=HandOver.rows.visible_to(user))


@tracked()
class HandedFactory(Protected):
    """A factory that passed, and who advises it from then on."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hand_over = models.ForeignKey(
        HandOver, models.CASCADE, related_name="+", related_query_name="handed_factory"
    )
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    successor = models.ForeignKey(User, models.PROTECT, related_name="+")

    rows = HandedFactoryRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "factory"], name="handed_once_in_one_act")
        ]
