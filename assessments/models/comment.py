"""What the factory says to its findings before they are final (ASM-7)."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from assessments.models.assessment import Assessment
from factories.models import Factory
from factories.models.visibility import Level, seen_by


class FactoryCommentRows(Rows["FactoryComment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(factory_id__in=seen_by(user, Level.OWN, Level.STAFF))


@tracked()
class FactoryComment(Protected):
    """A comment of the factory on its findings as a whole; it is added to, never changed.

    `last`: the factory has nothing more to say, so the team need not wait for the window's end.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+")
    words = models.TextField(_("what we say to the findings"), blank=True)
    last = models.BooleanField(_("this is all; the findings can be made final"), default=False)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    rows = FactoryCommentRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["said_at"]
