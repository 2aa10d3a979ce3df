"""A country's zero tolerance protocol: versions that hold from a day, drafted and approved (NTF-3, WHO-15)."""

from datetime import date, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, WrongState
from advisory.actions import protocols
from factories.models import Message
from programmes.models import Protocol, ProtocolStep
from programmes.protocolfile import shipped
from programmes.zerotolerance import missing
from tests.factories import NOW
from tests.guarded.making import report, step
from tests.personas import World

SOON = NOW.date() + timedelta(days=10)
LATER = NOW + timedelta(days=12)


def draft(world: World, **fields) -> Protocol:
    given = {
        "programme": world.cambodia,
        "issue": "",
        "valid_from": SOON,
        "source": "Agreement with the ministry of 1 March 2026",
        "by": world.administrator,
        "at": NOW,
    }
    return protocols.draft_protocol(**{**given, **fields})


def write(world: World, made: Protocol, **fields) -> ProtocolStep:
    given = {
        "protocol": made,
        "key": "tell_union",
        "words": {"en": "Tell the unions of the factory", "km": ""},
        "owner": "country_manager",
        "rule": "",
        "counted_from": "",
        "needs": ["notify_ministry"],
        "by": world.administrator,
        "at": NOW,
    }
    return protocols.write_step(**{**given, **fields})


def approve(world: World, made: Protocol, **fields) -> Protocol:
    return protocols.approve_protocol(protocol=made, **{"by": world.country_manager, "at": NOW, **fields})


@pytest.mark.parametrize("read", shipped(), ids=lambda read: read.head["country"] or "common")
def test_what_ships_is_whole(read) -> None:
    steps = [ProtocolStep(**each) for each in read.steps]
    assert missing(steps) == []
    assert all({"en", "ar"} <= set(each.words) for each in steps)


def test_a_draft_begins_with_the_steps_that_hold(world: World) -> None:
    common = Protocol.objects.get(country="")
    assert [each.key for each in draft(world).steps.all()] == [each.key for each in common.steps.all()]


def test_a_draft_holds_nowhere(world: World) -> None:
    made = draft(world, valid_from=NOW.date())
    assert report(world, issue="violence").protocol != made


def test_an_approved_version_holds_from_its_day_and_open_files_keep_theirs(world: World) -> None:
    file = report(world, issue="violence")
    made = draft(world)
    write(world, made)
    approve(world, made)
    later = report(world, issue="violence", at=LATER)
    assert later.protocol == made
    assert step(later, "tell_union").owner is None
    assert file.protocol.country == ""


def test_a_second_version_ends_the_first(world: World) -> None:
    first = approve(world, draft(world))
    second = approve(world, draft(world, valid_from=SOON + timedelta(days=30)))
    assert Protocol.objects.get(pk=first.pk).valid_until == second.valid_from
    assert second.version == 2


def test_of_two_that_begin_on_one_day_the_second_is_refused(world: World) -> None:
    approve(world, draft(world))
    with pytest.raises(Invalid, match="begins on that day"):
        approve(world, draft(world))


def test_a_version_for_one_issue_goes_before_that_for_every_issue(world: World) -> None:
    approve(world, draft(world))
    special = approve(world, draft(world, issue="violence"))
    assert report(world, issue="violence", at=LATER).protocol == special
    assert report(world, issue="forced_labour", at=LATER).protocol.issue == ""


@pytest.mark.parametrize("persona", ["advisor", "team_leader", "head_office", "haitian_team_leader"])
def test_administrator_and_country_manager_draft_and_nobody_else(persona: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        draft(world, by=world.people()[persona])


def test_the_administrator_does_not_approve(world: World) -> None:
    with pytest.raises(NotAllowed):
        approve(world, draft(world), by=world.administrator)


def test_who_approves_the_own_draft_says_why_and_head_office_is_told(world: World) -> None:
    made = draft(world, by=world.country_manager)
    with pytest.raises(Invalid, match="yourself"):
        approve(world, made)
    approve(world, made, alone_because="The administrator is ill.")
    assert Message.rows.get(kind="protocol_alone").to == world.head_office


def test_an_approved_version_is_changed_by_nobody(world: World) -> None:
    made = approve(world, draft(world))
    with pytest.raises(WrongState, match="approved"):
        write(world, made)
    with pytest.raises(WrongState, match="approved"):
        protocols.throw_protocol_away(protocol=made, by=world.administrator, at=NOW)


def test_every_protocol_keeps_the_decision_and_the_ministry(world: World) -> None:
    made = draft(world)
    for key in ("decide", "notify_ministry"):
        with pytest.raises(WrongState, match="Every protocol"):
            protocols.remove_step(step=made.steps.get(key=key), by=world.administrator, at=NOW)


def test_a_step_that_names_no_earlier_one_is_refused_at_approval(world: World) -> None:
    made = draft(world)
    write(world, made, needs=["verify"])
    protocols.remove_step(step=made.steps.get(key="verify"), by=world.administrator, at=NOW)
    with pytest.raises(Invalid, match="“tell_union” names “verify”"):
        approve(world, made)


def test_steps_change_places(world: World) -> None:
    made = draft(world)
    protocols.move_step_up(step=made.steps.get(key="follow_up"), by=world.administrator, at=NOW)
    keys = [each.key for each in made.steps.all()]
    assert keys.index("follow_up") < keys.index("ministry_begins")


def test_a_day_that_is_over_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="over"):
        draft(world, valid_from=date(2026, 3, 1))


def test_it_is_drafted_and_approved_on_its_pages(world: World, browse) -> None:
    client = browse(world.administrator)
    given = {"issue": "", "valid_from": SOON.isoformat(), "source": "Agreement of 1 March"}
    page = client.post("/countries/KH/protocols/new/", given)
    step_page = f"{page.headers['Location']}steps/new/"
    typed = {
        "key": "tell_union",
        "words_en": "Tell the unions",
        "owner": "country_manager",
        "needs": ["decide"],
    }
    assert client.post(step_page, typed).status_code == 302
    made = Protocol.objects.get(country="KH", issue="")
    assert made.steps.last().words == {"en": "Tell the unions"}
    assert client.post(f"/protocols/{made.pk}/approve/", {}).status_code == 404
    assert browse(world.country_manager).post(f"/protocols/{made.pk}/approve/", {}).status_code == 302
    assert Protocol.objects.get(pk=made.pk).approved_by == world.country_manager


def test_a_refused_step_keeps_what_was_typed(world: World, browse) -> None:
    made = draft(world)
    answer = browse(world.administrator).post(
        f"/protocols/{made.pk}/steps/new/", {"key": "x y", "words_en": "Say it"}
    )
    assert answer.status_code == 422
    assert b"Say it" in answer.content
