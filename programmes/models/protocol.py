"""Zero tolerance protocols: versions that hold from a day, each with its steps. Source: NTF-3."""

from datetime import date
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.trail import tracked
from programmes.models.validity import ends_after_it_began, once_at_a_time
from programmes.zerotolerance import CLOCKS, Issue, Owner

APPROVED = Q(approved_at__isnull=False)


class ProtocolRows(models.QuerySet["Protocol"]):
    def of_country(self, country: str) -> "ProtocolRows":
        """The common ones and the country's own."""
        return self.filter(country__in=["", country])

    def in_force(self, country: str, issue: str, on: date) -> "Protocol | None":
        """The country's own goes before the common one, then one of this issue alone before one of all."""
        holding = self.of_country(country).filter(APPROVED, issue__in=["", issue], valid_from__lte=on)
        held = holding.filter(Q(valid_until=None) | Q(valid_until__gt=on))
        return held.order_by("-country", "-issue").first()


@tracked()
class Protocol(models.Model):
    """A version of a zero tolerance protocol. A file keeps the version that it was opened under.

    It is a draft until a country manager approves it; then its steps stay as they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166; empty: the common one
    issue = models.CharField(_("issue"), max_length=20, choices=Issue, blank=True)  # empty: every issue
    version = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    further_issues = ArrayField(
        models.CharField(max_length=160), verbose_name=_("issues of this country"), default=list, blank=True
    )
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    alone_because = models.TextField(blank=True)  # why one person drafted and approved (WHO-15)

    objects = ProtocolRows.as_manager()

    class Meta:
        ordering = ["-country", "issue", "-version"]
        constraints = [
            ends_after_it_began("protocol_ends_after_it_began"),
            once_at_a_time("protocol_of_one_scope_once", "country", "issue", condition=APPROVED),
            models.UniqueConstraint(fields=["country", "issue", "version"], name="protocol_version_once"),
            models.UniqueConstraint(
                fields=["country", "issue"], condition=Q(approved_at=None), name="protocol_drafted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country or '–'} {self.issue} {self.version}"

    @property
    def is_draft(self) -> bool:
        return self.approved_at is None


@tracked()
class ProtocolStep(models.Model):
    """One step: in words of each language, who sees to it, by which clock, what comes before it.

    `counted_from` and `needs` hold keys of earlier steps; an empty `counted_from` is the report itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("place"))
    key = models.SlugField(_("key"), max_length=40)
    words = models.JSONField(_("words"), default=dict)  # by language
    owner = models.CharField(_("who sees to it"), max_length=20, choices=Owner)
    rule = models.CharField(
        _("clock"), max_length=40, blank=True, choices=[(kind.value, kind.value) for kind in CLOCKS]
    )
    counted_from = models.SlugField(_("counted from"), max_length=40, blank=True)
    needs = ArrayField(models.SlugField(max_length=40), verbose_name=_("needs"), default=list, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["protocol", "key"], name="protocol_step_once")]

    def __str__(self) -> str:
        return self.key

    def words_in(self, language: str) -> str:
        """In the reader's language, else in English, else in any."""
        return str(
            self.words.get(language) or self.words.get("en") or next(iter(self.words.values()), self.key)
        )
