"""The Performance Improvement Consultative Committee (PICC): two sides, elected, in dialogue."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Role, User
from accounts.trail import tracked
from accounts.visibility import Protected
from factories.models import Factory
from factories.models.factory import OfFactory
from factories.models.visibility import Level, seen_by


class Side(models.TextChoices):
    MANAGEMENT = "management", _("management")
    WORKERS = "workers", _("workers")


class Sex(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    UNSAID = "unsaid", _("not said")


class CommitteeRows(OfFactory["Committee"]):
    pass


@tracked()
class Committee(Protected):
    """A factory's committee; an existing one can be adopted. Source: PICC-1."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.OneToOneField(Factory, models.CASCADE, related_name="+")
    name = models.CharField(_("name in the country"), max_length=120, blank=True)
    adopted = models.BooleanField(_("an existing committee was adopted"), default=False)
    formed_on = models.DateField(_("formed on"))
    unbalanced_reason = models.TextField(_("why the sides are not equal"), blank=True)

    rows = CommitteeRows.as_manager()

    class Meta(Protected.Meta):
        pass


class ElectionRows(OfFactory["Election"]):
    pass


@tracked()
class Election(Protected):
    """An election of worker representatives, confirmed by the advisor. Source: PICC-1."""

    class Method(models.TextChoices):
        SECRET_BALLOT = "secret_ballot", _("secret ballot")
        SHOW_OF_HANDS = "show_of_hands", _("show of hands")
        UNION_CHOICE = "union_choice", _("chosen by the trade union")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+")
    held_on = models.DateField(_("held on"))
    method = models.CharField(_("method"), max_length=20, choices=Method)
    candidates = models.PositiveSmallIntegerField(_("candidates"))
    entitled = models.PositiveIntegerField(_("workers entitled to vote"))
    voters = models.PositiveIntegerField(_("workers who voted"))
    in_term_until = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    rows = ElectionRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(voters__lte=F("entitled")), name="election_voters_among_entitled"
            ),
            models.UniqueConstraint(fields=["committee", "held_on"], name="election_once_a_day"),
        ]


class CommitteeMemberRows(OfFactory["CommitteeMember"]):
    def sitting(self) -> Self:
        return self.filter(until=None)


@tracked()
class CommitteeMember(Protected):
    """A seat on the committee. Worker representatives are elected: `election` says when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    side = models.CharField(_("side"), max_length=12, choices=Side)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex)
    union = models.CharField(_("trade union, if any"), max_length=120, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    election = models.ForeignKey(Election, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    rows = CommitteeMemberRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(side="workers") | Q(election=None), name="member_only_workers_elected"
            ),
        ]

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()


class MeetingRows(OfFactory["Meeting"]):
    def with_attendance(self) -> Self:
        """Adds `came` and `asked`: how many members were there, and how many should have been."""
        came = Count("attendance", filter=Q(attendance__present=True))
        return self.annotate(came=came, asked=Count("attendance"))


@tracked()
class Meeting(Protected):
    """A committee meeting: agenda before, minutes after. Source: PICC-2."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    committee = models.ForeignKey(Committee, models.CASCADE, related_name="+")
    planned_for = models.DateTimeField(_("when"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    rows = MeetingRows.as_manager()

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["factory", "-planned_for"], name="meeting_by_factory")]


class AttendanceRows(OfFactory["Attendance"]):
    pass


class Attendance(Protected):
    """Who of the committee came to a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", related_query_name="attendance")
    member = models.ForeignKey(CommitteeMember, models.CASCADE, related_name="+")
    present = models.BooleanField(default=False)

    rows = AttendanceRows.as_manager()

    class Meta(Protected.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]


class DecisionRows(OfFactory["Decision"]):
    pass


@tracked()
class Decision(Protected):
    """What a meeting decided; it may have become a plan item (`PlanItem.decision`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    words = models.TextField(_("decision"))

    rows = DecisionRows.as_manager()

    class Meta(Protected.Meta):
        pass


class WorkerDraftRows(OfFactory["WorkerDraft"]):
    def visible_to(self, user: User) -> Self:
        """The workers' side of this committee alone; neither management nor staff (WHO-7)."""
        seats = Membership.objects.current().filter(user=user, role=Role.PICC_WORKER)
        mine = seats.values("organisation__factory")
        return self.filter(factory_id__in=seen_by(user, Level.OWN)).filter(factory_id__in=mine)


@tracked()
class WorkerDraft(Protected):
    """What the workers' side prepares for a meeting, before it chooses to put it on the agenda."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    factory = models.ForeignKey(Factory, models.CASCADE, related_name="+")
    words = models.TextField(_("draft"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    rows = WorkerDraftRows.as_manager()

    class Meta(Protected.Meta):
        pass
