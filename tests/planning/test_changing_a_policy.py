"""A policy of services is drafted from what holds, previewed, approved and applied (PHS-2, PHS-3, PHS-4)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.models import Visit
from factories.models import Factory, Message
from factories.possible import possibilities
from planning import actions, policydrafts
from planning.applying import apply_due
from planning.models import Draft
from planning.preview import preview
from programmes.models import Policy, ServicePolicy
from programmes.policy import Verdict
from programmes.services import Modality, Service
from tests.assessments.making import plan
from tests.factories import NOW
from tests.personas import World
from tests.planning.making import SOON, TODAY, approve, in_force, policy, row, visit

LATER = SOON + timedelta(days=20)


def verdict(world: World, on: date, service: Service = Service.ADVISORY_VISIT) -> Verdict:
    rows = possibilities(world.cambodia, Factory.rows.in_programme(world.cambodia))
    form = Modality.ON_SITE if service is Service.ADVISORY_VISIT else None
    return rows.answer(service, form, on, world.factory.pk).verdict


def applied(world: World, made: Draft) -> Draft:
    assert apply_due(approve(world, made).moment) == 1
    return Draft.rows.get(pk=made.pk)


def test_a_draft_begins_with_the_rows_that_hold(world: World) -> None:
    in_force({"modalities": ["virtual"]}, {"country": "HT"}, {"country": "KH", "service": "training"})
    assert [each.code for each in policy(world).proposed.rows] == ["S0", "S2"]


def test_the_countrys_own_rows_are_copied_before_the_common_ones(world: World) -> None:
    in_force({})
    in_force({"code": "K1", "country": "KH"}, key="own", country="KH")
    assert [each.code for each in policy(world).proposed.rows] == ["K1"]


def test_what_has_begun_by_then_begins_with_it(world: World) -> None:
    in_force(
        {"starts_on": date(2025, 3, 1), "starts_by": date(2025, 4, 1), "when": "March 2025"},
        {"starts_on": LATER},
        {"when": "to be confirmed", "confirmed": False},
    )
    rows = policy(world).proposed.rows
    assert [(each.starts_on, each.when) for each in rows] == [
        ("", ""),
        (str(LATER), ""),
        ("", "to be confirmed"),
    ]


def test_the_preview_compares_visits_factory_by_factory(world: World) -> None:
    planned = visit(world, SOON)
    visit(world, SOON - timedelta(days=1))
    made = row(world, policy(world))
    [effect] = preview(made, world.administrator, TODAY).visits
    assert (list(effect.visits), effect.now, effect.then) == ([str(planned.pk)], "on_site", "virtual")


def test_it_takes_effect_at_its_moment_and_in_its_country_alone(world: World) -> None:
    planned, abroad = visit(world, SOON), visit(world, SOON, world.haitian_factory, world.haitian_advisor)
    made = approve(world, row(world, policy(world)))
    assert apply_due(made.moment - timedelta(seconds=1)) == 0
    assert apply_due(made.moment) == 1
    assert Visit.rows.get(pk=planned.pk).modality == "virtual"
    assert Visit.rows.get(pk=abroad.pk).modality == "on_site"


def test_it_ends_the_one_before_and_any_day_is_answered_as_it_was(world: World) -> None:
    before = in_force({"modalities": ["on_site"]}, key="own", country="KH")
    made = policy(world)
    policydrafts.take_row_out(draft=made, code="S0", by=world.administrator, at=NOW)
    applied(world, row(world, made))
    after = Policy.objects.get(name="Services of 2026")
    assert (after.version, after.replaces, after.country) == (2, before, "KH")
    assert Policy.objects.get(pk=before.pk).valid_until == SOON
    assert ServicePolicy.objects.filter(policy=before).exists()
    assert [verdict(world, on) for on in (SOON - timedelta(days=1), SOON)] == [Verdict.POSSIBLE, Verdict.NOT]


def test_a_row_that_is_not_in_the_next_policy_ends_with_the_one_before(world: World) -> None:
    in_force({"modalities": ["virtual"]}, {"service": "training"})
    made = policy(world)
    policydrafts.take_row_out(draft=made, code="S0", by=world.administrator, at=NOW)
    applied(world, made)
    assert [verdict(world, on) for on in (SOON - timedelta(days=1), SOON)] == [Verdict.NOT, Verdict.POSSIBLE]


def test_the_common_one_holds_again_when_the_countrys_own_has_ended(world: World) -> None:
    in_force({"modalities": ["virtual"]})
    made = policy(world, valid_until=LATER)
    row(world, made, "S0", modalities=("on_site",), was="S0")
    applied(world, made)
    assert [verdict(world, on) for on in (SOON, LATER)] == [Verdict.POSSIBLE, Verdict.NOT]


def test_kinds_of_report_fall_away(world: World) -> None:
    made = row(world, policy(world), service=Service.PROGRESS_REPORT_1, modalities=(), allowed=False)
    shown = preview(made, world.administrator, TODAY).reports
    assert [(each.service, each.then) for each in shown] == [(Service.PROGRESS_REPORT_1, Verdict.NOT)]


def test_planners_alone_read_which_planned_assessments_it_touches(world: World) -> None:
    planned = plan(world, planned_on=SOON)
    made = row(world, policy(world), service=Service.ASSESSMENT, modalities=(), allowed=False)
    assert [each.assessment for each in preview(made, world.country_manager, TODAY).assessments] == [planned]
    assert not preview(made, world.administrator, TODAY).assessments


def test_staff_and_those_concerned_are_told(world: World) -> None:
    visit(world, SOON)
    applied(world, row(world, policy(world)))
    told = Message.rows.filter(kind="policy_changed")
    concerned = {message.to_id for message in told.filter(factory=world.factory)}
    assert concerned == {world.advisor.pk, world.manager.pk}
    assert told.filter(factory=None, to=world.country_manager).count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"valid_until": SOON}, "valid_until", "end before it begins"),
        ({"valid_from": TODAY - timedelta(days=1)}, "valid_from", "This day is over"),
        ({"valid_until": LATER}, "valid_until", "no policy would hold"),
        ({"valid_from": date(2027, 1, 1)}, "valid_from", "from that day already"),
        ({"valid_until": date(2027, 2, 1)}, "valid_until", "Another policy begins"),
        ({}, "valid_until", "Another policy begins"),
        ({"source": " "}, "source", "decision and source"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(
    world: World, fields: dict[str, Any], field: str, sentence: str
) -> None:
    in_force(key="own", country="KH", valid_until=date(2027, 1, 1))
    in_force(key="next", country="KH", valid_from=date(2027, 1, 1))
    with pytest.raises(Invalid, match=sentence) as refused:
        policy(world, **fields)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": " "}, "code"),
        ({"service": "tea"}, "service"),
        ({"modalities": ("self_paced",)}, "modalities"),
        ({"phases": ()}, "phases"),
        ({"targets": "middling"}, "targets"),
        ({"starts_by": str(LATER)}, "starts_by"),
        ({"source": ""}, "source"),
    ],
)
def test_a_row_that_cannot_be_is_refused(world: World, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        row(world, policy(world), **fields)
    assert refused.value.field == field


def test_two_rows_have_two_names(world: World) -> None:
    made = row(world, policy(world))
    with pytest.raises(Invalid, match="Another row has this name"):
        row(world, made)


def test_a_policy_without_rows_is_not_sent_for_approval(world: World) -> None:
    made = policy(world)
    with pytest.raises(Invalid, match="offers nothing"):
        actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    assert Draft.rows.get().status == "draft"


def test_what_was_sent_for_approval_is_not_changed(world: World) -> None:
    made = row(world, policy(world))
    actions.ask_for_approval(draft=made, by=world.administrator, at=NOW)
    with pytest.raises(WrongState):
        row(world, made, "V2")


def test_nobody_else_drafts_or_changes_a_policy(world: World) -> None:
    made = policy(world)
    for person in (world.advisor, world.team_leader, world.head_office):
        with pytest.raises(NotAllowed):
            row(world, made, by=person)


def test_two_drafts_of_a_policy_collide(world: World) -> None:
    policy(world)
    with pytest.raises(Invalid, match="under way"):
        policy(world, valid_from=LATER)


def test_the_database_refuses_two_policies_of_one_scope_on_one_day(world: World) -> None:
    in_force(key="own", country="KH")
    in_force(key="common")
    with pytest.raises(IntegrityError, match="policy_of_one_scope_once"), transaction.atomic():
        in_force(key="third", country="KH", valid_from=LATER)


ROW = {"code": "V1", "service": "advisory_visit", "modalities": ["virtual"], "phases": ["1", "2", "3"],
       "allowed": "on", "confirmed": "on", "source": "Decision"}  # fmt: skip


def test_an_administrator_drafts_a_policy_on_pages(world: World, browse: Any) -> None:
    in_force({"service": "training"})
    visit(world, SOON)
    client = browse(world.administrator)
    head = {
        "name": "Services of 2026",
        "valid_from": SOON,
        "decided_by": "Country manager",
        "source": "Decision",
    }
    page = client.post("/changes/new/KH/policy/", head, follow=True)
    assert "as before" in page.content.decode()
    draft = Draft.rows.get()
    page = client.post(f"/changes/{draft.pk}/rows/new/", ROW, follow=True).content.decode()
    assert "Begins" in page
    assert "visits become virtual" in page
    client.post(f"/changes/{draft.pk}/rows/V1/", ROW | {"condition": "Where it is safe"})
    client.post(f"/changes/{draft.pk}/rows/S0/end/")
    [found] = Draft.rows.get().proposed.rows
    assert (found.condition, found.confirmed) == ("Where it is safe", True)
    assert "Ends" in client.get(f"/changes/{draft.pk}/").content.decode()


def test_a_refused_row_keeps_what_was_typed(world: World, browse: Any) -> None:
    made = policy(world)
    answer = browse(world.administrator).post(
        f"/changes/{made.pk}/rows/new/", ROW | {"modalities": ["self_paced"], "partner": "The federation"}
    )
    assert answer.status_code == 422
    assert "never takes this form" in answer.content.decode()
    assert "The federation" in answer.content.decode()


def test_others_change_no_rows(world: World, browse: Any) -> None:
    made = row(world, policy(world))
    for name in ("advisor", "manager", "head_office", "haitian_team_leader"):
        client = browse(getattr(world, name))
        assert client.get(f"/changes/{made.pk}/rows/V1/").status_code == 404
        assert client.post(f"/changes/{made.pk}/rows/V1/end/").status_code == 404
