"""The evidence of an incident: who knew what, when, told by whom, as it stood when it was put together."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PLANNERS, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from advisory.models import Incident
from factories.models import Factory
from programmes.models import CountryProgramme


class EvidenceFileRows(Rows["EvidenceFile"]):
    def visible_to(self, user: User) -> Self:
        """Those who answer for it: the leaders of the country, and head office."""
        return self.filter(
            factory__programme__in=CountryProgramme.objects.of_staff(user, *PLANNERS, Role.HEAD_OFFICE)
        )

    def waiting(self) -> Self:
        return self.filter(made_at=None)


@tracked(exclude=["pdf"])
class EvidenceFile(Protected):
    """Asked for by a leader, put together by the worker, which alone sees every delivery.

    Made once and never changed: `payload` is canonical JSON, `sha256` its digest; `pdf` says the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    payload = models.TextField(_("evidence"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pdf = models.BinaryField(null=True, blank=True)

    rows = EvidenceFileRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None) | (~Q(payload="") & ~Q(sha256="")), name="evidence_made_is_sealed"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(made_at=None), name="evidence_waiting"),
        ]

    @property
    def has_pdf(self) -> bool:
        """False on a machine that cannot make PDFs; the JSON says the same."""
        return self.pdf is not None
