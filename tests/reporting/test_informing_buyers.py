"""Notices of incidents: drafted at once, approved by another, sent to the entitled alone (NTF-1, NTF-2, WHO-15)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from advisory import actions as advisory
from advisory.models import Duty, Incident
from factories.models import AccessForm, Message
from programmes.models import CalendarRule
from reporting import actions
from reporting.drains.notices import send_notices
from reporting.models import Notice, NoticeRecipient
from tests.advisory.incidents import HOUR, only, report, strike, tick
from tests.factories import NOW, link, pay, sign_access_form
from tests.personas import World

K, S = Notice.Kind, Notice.Status


def work(at: datetime = NOW) -> None:
    """What the worker does at that moment."""
    tick(at)
    send_notices(at)


def approve(notice: Notice, by: User, at: datetime = NOW) -> None:
    actions.approve_notice(notice=notice, by=by, at=at)
    send_notices(at)


def written(world: World, incident: Incident) -> Notice:
    """A draft that the advisor wrote and handed over."""
    notice = Notice.rows.get(incident=incident)
    return actions.ask_for_approval(notice=notice, words="Twenty workers fell ill.", by=world.advisor, at=NOW)


def told() -> set[str]:
    return {each.to.name for each in Message.rows.filter(kind="notice_to_buyer").select_related("to")}


def test_a_draft_stands_there_at_once_with_the_facts(world: World) -> None:
    work_on = report(world, workers=20, hurt=3)
    work()
    notice = Notice.rows.get(incident=work_on)
    assert (notice.status, notice.kind) == (S.DRAFT, K.INCIDENT)
    assert "20 workers are affected. 3 people are hurt or ill." in notice.words


def test_an_approved_notice_reaches_the_entitled_buyer_and_meets_the_duty(world: World) -> None:
    incident = report(world)
    work()
    approve(written(world, incident), world.team_leader, NOW + HOUR)
    assert told() == {world.buyer_user.name}
    duty = only(incident, Duty.Kind.INFORM_BUYER)
    assert (duty.done_at, duty.met_by) == (NOW + HOUR, Duty.MetBy.NOTICE)


def test_whoever_wrote_it_does_not_approve_it(world: World) -> None:
    incident = report(world)
    work()
    notice = Notice.rows.get(incident=incident)
    actions.ask_for_approval(notice=notice, words="Words.", by=world.team_leader, at=NOW)
    notice.refresh_from_db()
    with pytest.raises(NotAllowed, match="Another leader"):
        actions.approve_notice(notice=notice, by=world.team_leader, at=NOW)


def test_an_advisor_approves_nothing(world: World) -> None:
    incident = report(world)
    work()
    with pytest.raises(NotAllowed):
        actions.approve_notice(notice=Notice.rows.get(incident=incident), by=world.advisor, at=NOW)


def test_a_notice_names_no_buyer(world: World) -> None:
    incident = report(world)
    work()
    with pytest.raises(Invalid, match="Northwind Clothing"):
        actions.write_notice(
            notice=Notice.rows.get(incident=incident),
            words="Northwind Clothing knows.",
            by=world.advisor,
            at=NOW,
        )


# -- The three conditions, at the moment of sending ----------------------------------------


def missing(world: World, *, form: bool, paid: bool) -> NoticeRecipient:
    """What a registered buyer lacks, in whose way only these conditions stand."""
    link(world.rival_buyer, world.factory)
    if form:
        sign_access_form(world.rival_buyer, world.factory, world.manager)
    pay(world.rival_buyer, world.cycle, world.administrator, paid=paid)
    incident = report(world)
    work()
    approve(written(world, incident), world.team_leader)
    return NoticeRecipient.rows.get(buyer=world.rival_buyer)


def test_a_buyer_whose_form_is_not_signed_stands_as_not_told(world: World) -> None:
    assert missing(world, form=False, paid=True).missing_words == ["form not signed"]
    assert told() == {world.buyer_user.name}


def test_a_buyer_who_has_not_paid_stands_as_not_told(world: World) -> None:
    assert missing(world, form=True, paid=False).missing_words == ["registration not paid"]


def test_a_buyer_without_people_stands_as_not_told(world: World) -> None:
    world.rival_buyer_user.is_active = False
    world.rival_buyer_user.save()
    assert missing(world, form=True, paid=True).missing_words == ["nobody of it has an account"]


def test_a_buyer_who_is_entitled_later_is_told_then(world: World) -> None:
    missing(world, form=False, paid=True)
    sign_access_form(world.rival_buyer, world.factory, world.manager)
    send_notices(NOW + HOUR)
    assert told() == {world.buyer_user.name, world.rival_buyer_user.name}


def test_entitlement_that_ends_between_approval_and_sending_ends_the_telling(world: World) -> None:
    incident = report(world)
    work()
    actions.approve_notice(notice=written(world, incident), by=world.team_leader, at=NOW)
    AccessForm.rows.filter(buyer=world.buyer).update(revoked_at=NOW)
    send_notices(NOW)
    assert told() == set()
    assert only(incident, Duty.Kind.INFORM_BUYER).is_open


def test_factory_and_leader_read_who_was_not_told_and_why(world: World, browse: Any) -> None:
    made = missing(world, form=False, paid=True)
    for person in (world.manager, world.team_leader):
        page = browse(person).get(f"/incidents/{made.notice.incident_id}/").content.decode()
        assert "form not signed" in page


def test_sending_twice_tells_once(world: World) -> None:
    incident = report(world)
    work()
    approve(written(world, incident), world.team_leader)
    before = list(NoticeRecipient.rows.values()), Message.rows.count()
    send_notices(NOW + HOUR)
    assert (list(NoticeRecipient.rows.values()), Message.rows.count()) == before


def test_a_further_notice_goes_to_those_whom_the_first_reached(world: World) -> None:
    incident = report(world)
    work()
    approve(written(world, incident), world.team_leader)
    further = actions.begin_notice(incident=incident, by=world.advisor, at=NOW + HOUR)
    approve(further, world.team_leader, NOW + HOUR)
    assert Message.rows.filter(kind="notice_to_buyer", to=world.buyer_user).count() == 2


def test_a_buyer_whom_the_factory_told_gets_no_notice(world: World) -> None:
    incident = report(world)
    work()
    given = {"incident": incident, "buyer": world.buyer, "by": world.manager}
    advisory.record_told(told_at=NOW, proof="By phone", at=NOW, **given)
    approve(written(world, incident), world.team_leader)
    assert told() == set()


# -- By the clock --------------------------------------------------------------------------


def test_a_minimal_notice_goes_by_itself_before_the_72_hours_end(world: World) -> None:
    incident = report(world, what="The canteen's owner is named.")
    work()
    send_notices(NOW + 71 * HOUR - timedelta(minutes=1))
    assert told() == set()
    send_notices(NOW + 71 * HOUR)
    assert told() == {world.buyer_user.name}
    notice = Notice.rows.get(incident=incident, kind=K.MINIMAL)
    assert "canteen" not in notice.payload


def test_no_minimal_notice_where_the_countrys_rule_is_off(world: World) -> None:
    CalendarRule.objects.create(
        programme=world.cambodia, kind="minimal_notice", amount=None, valid_from=NOW.date(), source="Ministry"
    )
    report(world)
    work()
    send_notices(NOW + 90 * HOUR)
    assert told() == set()


def test_never_a_minimal_notice_of_a_strike(world: World) -> None:
    strike(world, violence_at=NOW, known_at=NOW)
    for hours in (0, 48, 96, 120):
        work(NOW + hours * HOUR)
    assert not Notice.rows.filter(kind=K.MINIMAL).exists()


# -- Our assessment of a strike -------------------------------------------------------------


def lapsed_strike(world: World) -> Notice:
    incident = strike(world, violence_at=NOW, known_at=NOW)
    work()
    work(NOW + 48 * HOUR)
    return Notice.rows.get(incident=incident)


def consult(notice: Notice, party: str, by: User, outcome: str = "consulted") -> None:
    given = {"union": "Free Union" if party == "union" else "", "words": "They spoke."}
    advisory.record_consultation(
        incident=notice.incident, party=party, outcome=outcome, consulted_at=NOW, by=by, at=NOW, **given
    )


def test_an_assessment_waits_until_each_party_was_asked(world: World) -> None:
    notice = lapsed_strike(world)
    assert notice.kind == K.ASSESSMENT
    consult(notice, "management", world.advisor)
    with pytest.raises(Invalid, match="worker members of the PICC"):
        actions.approve_notice(notice=notice, by=world.team_leader, at=NOW)


def test_a_party_that_refused_or_was_not_reachable_counts_as_asked(world: World) -> None:
    notice = lapsed_strike(world)
    consult(notice, "management", world.advisor, "refused")
    consult(notice, "picc_workers", world.advisor, "unreachable")
    approve(notice, world.team_leader, NOW + 50 * HOUR)
    assert told() == {world.buyer_user.name}
    assert "no punitive action" in Notice.rows.get(pk=notice.pk).payload


def test_each_registered_union_is_asked(world: World) -> None:
    type(world.factory).rows.filter(pk=world.factory.pk).update(unions=1)
    notice = Notice.rows.select_related("factory").get(pk=lapsed_strike(world).pk)
    consult(notice, "management", world.advisor)
    consult(notice, "picc_workers", world.advisor)
    with pytest.raises(Invalid, match="1 trade union"):
        actions.approve_notice(notice=notice, by=world.team_leader, at=NOW)


# -- Who reads it -----------------------------------------------------------------------------


def sent(world: World) -> Notice:
    incident = report(world)
    work()
    approve(written(world, incident), world.team_leader)
    return Notice.rows.get(incident=incident)


def test_the_buyer_reads_the_frozen_letter(world: World, browse: Any) -> None:
    notice = sent(world)
    page = browse(world.buyer_user).get(f"/notices/of-incidents/{notice.pk}/").content.decode()
    assert "Twenty workers fell ill." in page
    assert notice.sha256 in page
    assert "Lotus Thread Apparel" in browse(world.buyer_user).get("/notices/of-incidents/").content.decode()


def test_a_rival_buyer_finds_nothing(world: World, browse: Any) -> None:
    notice = sent(world)
    assert browse(world.rival_buyer_user).get(f"/notices/of-incidents/{notice.pk}/").status_code == 404


def test_a_buyer_who_is_no_longer_entitled_reads_it_no_more(world: World, browse: Any) -> None:
    notice = sent(world)
    AccessForm.rows.filter(buyer=world.buyer).update(revoked_at=NOW)
    assert browse(world.buyer_user).get(f"/notices/of-incidents/{notice.pk}/").status_code == 404


def test_a_draft_is_nothing_for_factory_and_buyer(world: World, browse: Any) -> None:
    incident = report(world)
    work()
    notice = Notice.rows.get(incident=incident)
    for person in (world.manager, world.buyer_user):
        assert browse(person).get(f"/notices/of-incidents/{notice.pk}/").status_code == 404


def test_the_editor_shows_who_gets_it_and_sends_it(world: World, browse: Any) -> None:
    link(world.rival_buyer, world.factory)
    incident = report(world)
    work()
    address = f"/notices/of-incidents/{Notice.rows.get(incident=incident).pk}/"
    browse(world.advisor).post(address + "write/", {"words": "It is so.", "ask": "1"})
    page = browse(world.team_leader).get(address).content.decode()
    assert "Approve and send to 1 buyer" in page
    assert "The factory has not signed it." in page
    browse(world.team_leader).post(address + "approve/")
    send_notices(NOW)
    assert told() == {world.buyer_user.name}
