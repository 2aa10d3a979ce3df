"""On which days assessors are taken, over all programmes, for planners alone."""

from django.db import models


class TeamDay(models.Model):
    """The SQL view of who is on a team from when for how many days; it names no factory.

    It is laid by `assessments/policies.py` and shows a planner the assessors of the own programme, wherever they
    are planned, and the people of its constituents who accompany one. Pages say “not free” and nothing more (ASM-2).
    """

    pk = models.CompositePrimaryKey("user_id", "assessment_id")
    user_id = models.UUIDField()
    assessment_id = models.UUIDField()
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        managed = False
        db_table = "team_day"
