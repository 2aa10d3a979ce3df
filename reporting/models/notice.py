"""Notices to buyers about an incident: drafted at once, approved by a second person, frozen when sent."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle import Living
from accounts.models import Role, User
from accounts.trail import tracked
from accounts.visibility import Protected, Rows
from advisory.models import Duty, Incident
from factories.models import Buyer, Factory
from factories.models.buyers import buyers_of
from factories.models.visibility import Level, seen_by


class NoticeRows(Rows["Notice"]):
    def visible_to(self, user: User) -> Self:
        """The country's staff; the factory what was sent; a buyer what was sent to it, while it sees the factory."""
        staff = Q(factory_id__in=seen_by(user, Level.STAFF, Level.GRANT))
        own = Q(status=Notice.Status.SENT, factory_id__in=seen_by(user, Level.OWN))
        return self.filter(staff | own | _sent_to(user))

    def live(self) -> Self:
        return self.exclude(status=Notice.Status.WITHDRAWN)

    def unsent(self) -> Self:
        return self.filter(status__in=[Notice.Status.DRAFT, Notice.Status.ASKED, Notice.Status.APPROVED])


def _sent_to(user: User) -> Q:
    if not user.is_(Role.BUYER_USER):
        return Q(pk__in=[])
    mine = NoticeRecipient.rows.filter(buyer__in=buyers_of(user), told_at__isnull=False)
    return Q(
        status=Notice.Status.SENT,
        pk__in=mine.values("notice"),
        factory_id__in=seen_by(user, Level.REPORTS),
    )


@tracked()
class Notice(Living, Protected):
    """What buyers read of an incident. Sent, it never changes: `payload` is canonical JSON, `sha256` its digest.

    A minimal notice is sent by the clock, where the country's rule says so, for general incidents alone.
    Source: WHO-15, NTF-1, NTF-2; architecture section 6.
    """

    class Kind(models.TextChoices):
        INCIDENT = "incident", _("notice of an incident")
        MINIMAL = "minimal", _("minimal notice, sent by the clock")
        ASSESSMENT = "assessment", _("assessment of a strike")
        NON_COOPERATION = "non_cooperation", _("notice that a factory does not cooperate")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ASKED = "asked", _("waits for approval")
        APPROVED = "approved", _("approved")
        SENT = "sent", _("sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    TRANSITIONS = {
        Status.DRAFT: {Status.ASKED, Status.APPROVED, Status.WITHDRAWN},
        Status.ASKED: {Status.DRAFT, Status.APPROVED, Status.WITHDRAWN},
        Status.APPROVED: {Status.SENT, Status.WITHDRAWN},
    }
    MEETS = {
        Kind.INCIDENT: Duty.Kind.INFORM_BUYER,
        Kind.MINIMAL: Duty.Kind.INFORM_BUYER,
        Kind.NON_COOPERATION: Duty.Kind.INFORM_BUYER,
        Kind.ASSESSMENT: Duty.Kind.ASSESS_STRIKE,
    }

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="+", related_query_name="notice")
    kind = models.CharField(max_length=16, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_reason = models.TextField(blank=True)
    words = models.TextField(_("what buyers read"), blank=True)  # none in a minimal notice
    words_language = models.CharField(_("language of the words"), max_length=8, default="en")
    facts = models.JSONField(default=dict, blank=True)  # of the incident, as they were approved
    drafted_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    payload = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    rows = NoticeRows.as_manager()

    class Meta(Protected.Meta):
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="sent") | (Q(sent_at__isnull=False) & ~Q(payload="") & ~Q(sha256="")),
                name="notice_sent_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "sent"])
                | Q(kind="minimal")
                | (Q(approved_by__isnull=False) & ~Q(approved_by=models.F("written_by"))),
                name="notice_approved_by_another",
            ),
            models.UniqueConstraint(
                fields=["incident", "kind"],
                condition=Q(status__in=["draft", "asked", "approved"]),
                name="notice_one_on_its_way",
            ),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(kind="minimal"), name="notice_one_minimal"
            ),
        ]
        indexes = [
            models.Index(
                fields=["drafted_at"],
                condition=Q(status__in=["draft", "asked", "approved"]),
                name="notice_on_its_way",
            ),
            models.Index(fields=["factory", "-drafted_at"], name="notice_by_factory"),
        ]


class NoticeRecipientRows(Rows["NoticeRecipient"]):
    def visible_to(self, user: User) -> Self:
        """Staff, and the factory: whom its notice reached, and whom not. A buyer its own line alone."""
        ours = Q(factory_id__in=seen_by(user, Level.STAFF, Level.GRANT, Level.OWN))
        return self.filter(ours | (Q(buyer__in=buyers_of(user)) & _line_sent_to(user)))


def _line_sent_to(user: User) -> Q:
    return Q(told_at__isnull=False, factory_id__in=seen_by(user, Level.REPORTS))


class NoticeRecipient(Protected):
    """One registered buyer and one sent notice: told, or why not, judged at the moment of sending (NTF-5).

    `missing` names the conditions that it lacked, in the words of `MISSING`.
    """

    class Missing(models.TextChoices):
        RELATIONSHIP = "relationship", _("relationship not confirmed")
        FORM = "form", _("form not signed")
        PAYMENT = "payment", _("registration not paid")
        PEOPLE = "people", _("nobody of it has an account")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+", related_query_name="recipient")
    buyer = models.ForeignKey(Buyer, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    missing = models.JSONField(default=list)

    rows = NoticeRecipientRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["notice", "buyer"], name="notice_once_a_buyer"),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(missing=[]), name="notice_told_lacked_nothing"
            ),
        ]

    @property
    def missing_words(self) -> list[str]:
        return [str(self.Missing(each).label) for each in self.missing]
