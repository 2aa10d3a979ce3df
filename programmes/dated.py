"""Every obligation is the row that will fulfil it: the base of all rows with a due moment."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Dated(models.Model):
    """A promise or aim: by which rule, since when, until when, and how it ended.

    `due_at` is an instant; it stays as computed when a rule changes later. Exactly one of
    `done_at` and `waived_at` ends it; both empty means open.
    """

    rule = models.ForeignKey(
        "programmes.CalendarRule", models.PROTECT, null=True, blank=True, related_name="+"
    )
    anchor_at = models.DateTimeField(_("counted from"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.waived_at is None

    @staticmethod
    def constraints(name: str) -> list[models.BaseConstraint]:
        """The check constraints of a dated table; a model lists them in its own Meta."""
        return [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(waived_at=None), name=f"{name}_done_or_waived"
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None) | ~Q(waived_reason=""), name=f"{name}_waived_with_reason"
            ),
        ]

    @staticmethod
    def index(name: str) -> models.Index:
        """The partial index by which a sweep finds what is due, however long the past is."""
        return models.Index(
            fields=["due_at"], condition=Q(done_at=None, waived_at=None), name=f"{name}_open_by_due"
        )
