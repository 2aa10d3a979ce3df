"""The taxonomy of compliance: clusters and compliance points."""

from uuid import uuid4

from django.db import models


class Cluster(models.Model):
    """One of the eight clusters of the compliance assessment tool, or a block of facts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    international = models.BooleanField(default=False)  # core labour standards; else national law
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class CompliancePoint(models.Model):
    """What findings, plan items and self-diagnosis are about; the same in every country."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="points")
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    facts = models.BooleanField(default=False)  # a block of fact-gathering questions alone: never a finding
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["cluster__order", "order"]

    def __str__(self) -> str:
        return self.name
