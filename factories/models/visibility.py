"""Who sees which factory: two SQL views, read by both walls. `factories/policies.py` lays them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import FACTORY_PEOPLE, STAFF, Role, User


class Level(models.TextChoices):
    """In what quality a person sees a factory; policies and querysets choose among these."""

    OWN = "own", _("its own people, or its group")
    STAFF = "staff", _("programme staff")
    REPORTS = "reports", _("a buyer with all three conditions")
    CONSTITUENT = "constituent", _("a constituent by agreement")
    GRANT = "grant", _("a personal, dated grant")


class FactoryVisibility(models.Model):
    """The SQL view that answers who sees which factory, in what quality and why.

    It is laid by `factories/policies.py`. A person may see one factory for several reasons.
    """

    pk = models.CompositePrimaryKey("user_id", "factory_id", "level", "reason")
    user_id = models.UUIDField()
    factory_id = models.UUIDField()
    level = models.CharField(max_length=12, choices=Level)
    reason = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "factory_visibility"


GIVEN_BY = {  # roles without which a level is empty; a grant may be anybody's
    Level.OWN: (*FACTORY_PEOPLE, Role.GROUP_USER),
    Level.STAFF: STAFF,
    Level.REPORTS: (Role.BUYER_USER,),
    Level.CONSTITUENT: (Role.CONSTITUENT,),
}


def seen_by(user: User, *levels: Level) -> "models.QuerySet[Any, Any]":
    """The ids of the factories that the person sees at one of these levels, as a subquery.

    Levels that none of the person's roles gives are left out, so that the database looks for a
    manager's rows by an index and does not try every row for whether a manager is staff.
    """
    possible = [level for level in levels if level not in GIVEN_BY or user.is_(*GIVEN_BY[level])]
    return FactoryVisibility.objects.filter(user_id=user.pk, level__in=possible).values("factory_id")


class BuyerAccess(models.Model):
    """The SQL view of all three conditions: this buyer user reads this cycle's reports today."""

    pk = models.CompositePrimaryKey("user_id", "factory_id", "cycle_id")
    user_id = models.UUIDField()
    factory_id = models.UUIDField()
    cycle_id = models.UUIDField()
    buyer_id = models.UUIDField()

    class Meta:
        managed = False
        db_table = "buyer_access"
