"""Notices of incidents: drafted at once, approved by another, sent to the entitled alone (NTF-1, NTF-2, WHO-15)."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from advisory import actions as advisory
from advisory.models import Duty, Incident
from factories.models import AccessForm, Message
from programmes.models import CalendarRule
from reporting import actions, notices
from reporting.drains.notices import send_notices
from reporting.models import Notice, NoticeRecipient
from reporting.notices import Letter
from tests.advisory.incidents import HOUR, correct, only, report, strike, tick
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


def written(world: World, incident: Incident, language: str = "") -> Notice:
    """A draft that the advisor wrote and handed over."""
    notice, given = Notice.rows.get(incident=incident), {"by": world.advisor, "at": NOW}
    return actions.ask_for_approval(
        notice=notice, words="Twenty workers fell ill.", language=language, **given
    )


def told() -> set[str]:
    return {each.to.name for each in Message.rows.filter(kind="notice_to_buyer").select_related("to")}


def test_a_draft_stands_there_at_once_with_what_is_known(world: World) -> None:
    work_on = report(world, steps="The canteen is closed.")
    work()
    notice = Notice.rows.get(incident=work_on)
    assert (notice.status, notice.kind) == (S.DRAFT, K.INCIDENT)
    assert (
        notice.words == "Twenty workers fell ill after lunch.\n\nWhat is being done: The canteen is closed."
    )


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
    assert "Began" in letters(notice)[0].summary


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


def sent(world: World, language: str = "", **facts: Any) -> Notice:
    incident = report(world, **facts)
    work()
    approve(written(world, incident, language), world.team_leader)
    return Notice.rows.get(incident=incident)


def test_the_buyer_reads_the_frozen_letter(world: World, browse: Any) -> None:
    notice = sent(world)
    page = browse(world.buyer_user).get(f"/notices/of-incidents/{notice.pk}/").content.decode()
    assert "Twenty workers fell ill." in page
    assert notice.sha256 in page
    assert "Lotus Thread Apparel" in browse(world.buyer_user).get("/notices/of-incidents/").content.decode()


# -- In each reader's language ----------------------------------------------------------------


def letters(notice: Notice) -> tuple[Letter, Letter]:
    """As English and as Arabic readers read it."""
    frozen = Notice.rows.get(pk=notice.pk).payload
    return notices.unseal(frozen, "en"), notices.unseal(frozen, "ar")


def speaks(person: User, language: str) -> None:
    User.objects.filter(pk=person.pk).update(language=language)


def test_kind_times_and_what_is_asked_are_in_each_readers_language(world: World) -> None:
    english, arabic = letters(sent(world, workers=1200, women=900))
    assert english.said.title == "Food poisoning: Lotus Thread Apparel"
    assert english.said.facts[0] == ("Began", "2 March 2026, 09:00 \u2066(UTC+07:00)\u2069")
    assert ("Workers affected", "1,200, of them 900 women") in english.said.facts
    assert arabic.said.title == "تسمم غذائي: Lotus Thread Apparel"
    assert "مارس" in arabic.said.facts[0][1]
    assert [len(each.said.asks) for each in (english, arabic)] == [2, 2]
    assert not set(english.said.asks) & set(arabic.said.asks)
    assert arabic.direction == "rtl"


def test_what_was_typed_stands_as_it_was_written_and_says_in_which_language(world: World) -> None:
    english, arabic = letters(sent(world, language="km"))
    assert english.words == arabic.words == "Twenty workers fell ill."
    assert english.said.words_title == "What we know, as it was written in Khmer"
    assert english.words_language == "km"


def test_a_buyer_reads_it_in_the_own_language(world: World, browse: Any) -> None:
    notice = sent(world)
    speaks(world.buyer_user, "ar")
    page = browse(world.buyer_user).get(f"/notices/of-incidents/{notice.pk}/").content.decode()
    assert '<div class="letter" lang="ar" dir="rtl">' in page
    assert "تسمم غذائي" in page
    assert '<div lang="en" dir="auto"><p>Twenty workers fell ill.</p></div>' in page


def test_it_is_frozen_as_each_language_was_sent_it(
    world: World, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = sent(world)
    speaks(world.buyer_user, "ar")
    monkeypatch.setattr(notices, "asks", lambda kind: ("Another sentence of a later release.",))
    page = browse(world.buyer_user).get(f"/notices/of-incidents/{notice.pk}/").content.decode()
    assert "Another sentence" not in page


def test_in_which_language_each_person_was_told_is_kept(world: World) -> None:
    speaks(world.buyer_user, "ar")
    sent(world)
    [told_of] = Message.rows.filter(kind="notice_to_buyer")
    assert told_of.facts == {"language": "ar"}


def test_facts_that_change_after_approval_do_not_go_out(world: World) -> None:
    incident = report(world, workers=20)
    work()
    actions.approve_notice(notice=written(world, incident), by=world.team_leader, at=NOW)
    correct(incident, world.manager, NOW, workers=2)
    send_notices(NOW)
    [notice] = Notice.rows.all()
    assert ("Workers affected", "20") in letters(notice)[0].said.facts


def test_a_notice_of_an_earlier_release_is_read_as_it_was_sent() -> None:
    old = {
        "kind": "incident",
        "factory": "Lotus Thread Apparel",
        "code": "KH-1",
        "country": "Cambodia",
        "what": "fire",
        "words": "A table burned.",
        "asks": ["Please ask the factory first; it knows most."],
        "contact": "Chan Sokha",
        "sent_at": "2026-03-02T10:00+07:00",
    }
    letter = notices.unseal(json.dumps({"schema": 1, "notice": old}), "ar")
    assert (letter.said.title, letter.language) == ("Fire: Lotus Thread Apparel", "en")
    assert (letter.words, letter.said.asks) == (old["words"], old["asks"])


def test_the_preview_shows_each_recipients_language(world: World, browse: Any) -> None:
    speaks(world.buyer_user, "ar")
    incident = report(world)
    work()
    address = f"/notices/of-incidents/{Notice.rows.get(incident=incident).pk}/"
    client = browse(world.team_leader)
    page = "".join(client.get(address).content.decode().split())
    assert 'href="?read_in=ar#letter">Arabic<' in page
    page = client.get(address + "?read_in=ar").content.decode()
    assert '<div class="letter" lang="ar" dir="rtl">' in page
    assert "تسمم غذائي" in page


def test_a_language_that_we_do_not_speak_previews_in_the_own(world: World, browse: Any) -> None:
    incident = report(world)
    work()
    address = f"/notices/of-incidents/{Notice.rows.get(incident=incident).pk}/?read_in=xx"
    assert '<div class="letter" lang="en"' in browse(world.team_leader).get(address).content.decode()


def test_the_writer_says_in_which_language_the_words_are(world: World, browse: Any) -> None:
    incident = report(world)
    work()
    address = f"/notices/of-incidents/{Notice.rows.get(incident=incident).pk}/"
    browse(world.advisor).post(address + "write/", {"words": "Il y a eu un feu.", "language": "fr"})
    assert Notice.rows.get().words_language == "fr"


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
    browse(world.advisor).post(address + "write/", {"words": "It is so.", "language": "en", "ask": "1"})
    page = browse(world.team_leader).get(address).content.decode()
    assert "Approve and send to 1 buyer" in page
    assert "The factory has not signed it." in page
    browse(world.team_leader).post(address + "approve/")
    send_notices(NOW)
    assert told() == {world.buyer_user.name}
