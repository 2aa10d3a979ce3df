"""Who of a national constituent accompanies an assessment, and the little that this person reads of it (WHO-11).

A table of its own beside the team: whatever asks for the team, gives it powers or holds something against it
never finds these people.
"""

from typing import Self
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, User
from accounts.trail import tracked
from accounts.visibility import Protected
from advisory.models.visit import Modality
from assessments.models.assessment import Assessment, OfAssessment, planned_for_by
from factories.models import Factory


class CompanionRows(OfAssessment["Companion"]):
    def visible_to(self, user: User) -> Self:
        """The team and planners; who was named earlier stays with planners, as for the team."""
        programmes = planned_for_by(user).values("organisation__programme")
        return super().visible_to(user).filter(Q(left_at=None) | Q(factory__programme__in=programmes))

    def named(self) -> Self:
        return self.filter(left_at=None)


@tracked()
class Companion(Protected):
    """A person of a constituent who accompanies an assessment: on no team, and without any power in it.

    Its existence is as secret as the assessment. The person reads `Accompanied`, never this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # for which it was named
    left_at = models.DateTimeField(null=True, blank=True)

    rows = CompanionRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=Q(left_at=None), name="companion_once"
            )
        ]


class Accompanied(models.Model):
    """The SQL view of an assessment as the person reads it who accompanies it: that, where, when, with whom.

    It is bound to the person of the transaction, and empty once the assessment has ended, was cancelled, the
    person was taken off or has left, or the agreement is over (`assessments/policies.py`).
    """

    id = models.UUIDField(primary_key=True)
    user_id = models.UUIDField()
    programme_id = models.UUIDField()
    factory_name = models.CharField(max_length=200)
    factory_code = models.CharField(max_length=12)
    city = models.CharField(max_length=120)
    zone = models.CharField(max_length=40)
    weekend = ArrayField(models.PositiveSmallIntegerField())
    status = models.CharField(max_length=10, choices=Assessment.Status)
    planned_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    modality = models.CharField(max_length=8, choices=Modality)
    announced = models.BooleanField()
    team = ArrayField(models.CharField(max_length=200))

    objects: models.Manager["Accompanied"] = models.Manager()

    class Meta:
        managed = False
        db_table = "my_company"
