"""Factories and what belongs to one: cycles, advisors, papers, files, groups, grants."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from accounts.api import found_or_404, read, user_of, uuid_or_404, who
from accounts.errors import Invalid
from accounts.models import Role, User
from factories import actions, serializers
from factories.access import require_role
from factories.actions.advisors import advisors_of
from factories.actions.registration import MAY_REGISTER
from factories.api import services
from factories.api.rows import Rows
from factories.models import (
    AdvisorAssignment,
    AntiBriberySignature,
    Cycle,
    Designation,
    Factory,
    FactoryGrant,
    FactoryVisibility,
    GroupFactory,
    Level,
    ManufacturingGroup,
    OpeningMeeting,
    StoredFile,
)
from factories.possible import possibilities
from programmes.days import asked_day
from programmes.models import CountryProgramme

INSIDE = (Level.OWN, Level.STAFF, Level.GRANT)


class FactoryViews(Rows):
    """`?programme=` keeps to one country."""

    model = Factory
    serializer_class = serializers.FactorySerializer
    related = ("programme",)
    filters = ("programme",)
    by_people = ("sign_anti_bribery",)

    def kept_to(self, rows: Any) -> Any:
        mine = FactoryVisibility.objects.filter(user_id=user_of(self.request).pk, factory_id=OuterRef("pk"))
        return super().kept_to(rows).annotate(inside=Exists(mine.filter(level__in=INSIDE)))

    @extend_schema(request=serializers.RegisterInput)
    @action(detail=False, methods=["post"])
    def register(self, request: ApiRequest) -> Response:
        programmes = CountryProgramme.objects.of_staff(user_of(request), *MAY_REGISTER)
        found_or_404(programmes.first())
        facts = read(serializers.RegisterInput, request)
        programme = found_or_404(programmes.filter(pk=facts.pop("programme")).first())
        made = actions.register_factory(programme=programme, facts=facts, **who(request))
        return self.as_it_is(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=serializers.FactsInput)
    @action(detail=True, methods=["post"])
    def complete(self, request: ApiRequest, pk: str) -> Response:
        """Registers a factory that came in from a list."""
        factory = self.get_object()
        facts = read(serializers.FactsInput, request)
        actions.register_factory(programme=factory.programme, factory=factory, facts=facts, **who(request))
        return self.as_it_is(factory.pk)

    @extend_schema(request=serializers.FactsInput)
    @action(detail=True, methods=["post"], url_path="correct-facts")
    def correct_facts(self, request: ApiRequest, pk: str) -> Response:
        """Only what is given is changed."""
        return self.do(actions.correct_facts, "factory", facts=read(serializers.FactsInput, request))

    @extend_schema(request=serializers.SignInput)
    @action(detail=True, methods=["post"], url_path="sign-anti-bribery")
    def sign_anti_bribery(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.sign_anti_bribery, "factory", serializers.SignInput)

    @extend_schema(request=serializers.MeetingInput)
    @action(detail=True, methods=["post"], url_path="hold-opening-meeting")
    def hold_opening_meeting(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.hold_opening_meeting, "factory", serializers.MeetingInput)

    @extend_schema(request=serializers.AdvisorInput)
    @action(detail=True, methods=["post"], url_path="assign-advisor")
    def assign_advisor(self, request: ApiRequest, pk: str) -> Response:
        advisors = advisors_of(self.get_object(), who(request)["at"])
        asked = read(serializers.AdvisorInput, request)
        given = {name: _one_of(advisors, pk) for name, pk in asked.items()}
        return self.do(actions.assign_advisor, "factory", **given)

    @extend_schema(request=serializers.DeputyInput)
    @action(detail=True, methods=["post"], url_path="name-deputy")
    def name_deputy(self, request: ApiRequest, pk: str) -> Response:
        """Whom clocks call after the advisor, and while the advisor is away; null takes the deputy out."""
        advisors = advisors_of(self.get_object(), who(request)["at"])
        asked = read(serializers.DeputyInput, request)["deputy"]
        return self.do(actions.name_deputy, "factory", deputy=_one_of(advisors, asked))

    @extend_schema(request=serializers.StandingInput)
    @action(detail=True, methods=["post"], url_path="change-standing")
    def change_standing(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.change_standing, "factory", serializers.StandingInput)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="open-next-cycle")
    def open_next_cycle(self, request: ApiRequest, pk: str) -> Response:
        """Re-registers the factory once its cycle is over."""
        return self.do(actions.open_next_cycle, "factory")

    @extend_schema(request=serializers.DesignationInput)
    @action(detail=True, methods=["post"])
    def designate(self, request: ApiRequest, pk: str) -> Response:
        """What a row of the policy asks of single factories, from a day on."""
        return self.do(actions.designate, "factory", serializers.DesignationInput)

    @extend_schema(request=serializers.JoinInput)
    @action(detail=True, methods=["post"], url_path="join-group")
    def join_group(self, request: ApiRequest, pk: str) -> Response:
        self.get_object()
        given = read(serializers.JoinInput, request)
        given["group"] = found_or_404(groups_for(user_of(request)).filter(pk=given["group"]).first())
        return self.do(actions.join_group, "factory", **given)

    @extend_schema(request=serializers.GrantInput)
    @action(detail=True, methods=["post"], url_path="give-grant")
    def give_grant(self, request: ApiRequest, pk: str) -> Response:
        require_role(user_of(request), Role.COUNTRY_MANAGER, factory=self.get_object())
        given = read(serializers.GrantInput, request)
        given["user"] = _person(given.pop("email"))
        return self.do(actions.give_grant, "factory", **given)

    @extend_schema(parameters=[services.ON], responses=services.PossibleSerializer)
    @action(detail=True)
    def possible(self, request: ApiRequest, pk: str) -> Response:
        """What was or is possible on a day, form by form, and why; for people inside."""
        factory = self.get_object()
        if not factory.inside:
            raise Http404
        today = who(request)["at"].astimezone(factory.programme.tz).date()
        on = asked_day(request.query_params.get("on", "")) or today
        mine = Factory.objects.visible_to(user_of(request)).filter(pk=factory.pk)
        return Response(services.told(possibilities(factory.programme, mine), factory.pk, on))


def _one_of(people: Any, pk: UUID | None) -> Any:
    """The person, or None where nobody was asked for; 404 for anybody else."""
    return found_or_404(people.filter(pk=pk).first()) if pk else None


def _person(email: str) -> User:
    found = User.objects.filter(email__iexact=email, is_active=True, is_machine=False).first()
    if found is None:
        raise Invalid(_("Nobody here has this address."), "email")
    return found


class CycleViews(Rows):
    model = Cycle
    serializer_class = serializers.CycleSerializer

    @extend_schema(request=serializers.DifferentiationInput)
    @action(detail=True, methods=["post"])
    def differentiate(self, request: ApiRequest, pk: str) -> Response:
        """A planner decides how the factory stands in this year; its visits are planned anew."""
        return self.do(actions.differentiate, "cycle", serializers.DifferentiationInput)


class DesignationViews(Rows):
    """Priorities for assessment (for planners), pilots, egregious issues."""

    model = Designation
    serializer_class = serializers.DesignationSerializer
    filters = ("factory",)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: str) -> Response:
        """It no longer holds from today on; one that would only begin is taken back."""
        return self.do(actions.end_designation, "designation")


class AdvisorViews(Rows):
    """Who advises a factory, and who did."""

    model = AdvisorAssignment
    serializer_class = serializers.AdvisorSerializer
    related = ("advisor",)


class SignatureViews(Rows):
    """Signatures under the anti-bribery policy."""

    model = AntiBriberySignature
    serializer_class = serializers.SignatureSerializer


class OpeningMeetingViews(Rows):
    model = OpeningMeeting
    serializer_class = serializers.OpeningMeetingSerializer


class FileViews(Rows):
    """What a file is; its content stands under the address `content`."""

    model = StoredFile
    serializer_class = serializers.FileSerializer

    def kept_to(self, rows: Any) -> Any:
        return super().kept_to(rows).defer("content")


def groups_for(user: User) -> Any:
    """Staff choose among all groups; others have no list of them."""
    return ManufacturingGroup.objects.all() if user.is_programme_staff else ManufacturingGroup.objects.none()


class GroupViews(Rows):
    """Manufacturing groups, for programme staff."""

    model = ManufacturingGroup
    serializer_class = serializers.GroupSerializer

    def get_queryset(self) -> Any:
        return ManufacturingGroup.objects.none() if self.is_schema else groups_for(user_of(self.request))

    @extend_schema(request=serializers.NameInput)
    @action(detail=False, methods=["post"])
    def add(self, request: ApiRequest) -> Response:
        made = actions.create_group(**read(serializers.NameInput, request), **who(request))
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)


class GroupFactoryViews(Rows):
    """A factory's time in a group."""

    model = GroupFactory
    serializer_class = serializers.GroupFactorySerializer
    related = ("group", "factory__programme")
    filters = ("factory", "group")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def leave(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.leave_group, "belonging")


class GrantViews(Rows):
    """Personal, dated grants: one's own, and those on factories of the country for its staff."""

    model = FactoryGrant
    serializer_class = serializers.GrantSerializer
    related = ("user", "content_object")

    def kept_to(self, rows: Any) -> Any:
        asked = self.request.query_params.get("factory")
        return rows.filter(content_object=uuid_or_404(asked)) if asked else rows

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: str) -> Response:
        return self.do(actions.end_grant, "grant")
