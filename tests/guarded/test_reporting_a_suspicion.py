"""A suspicion of zero tolerance: who may report it, who decides, who reads it (NTF-3, WHO-15)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Membership, User
from advisory import actions
from advisory.models import ZeroToleranceFile
from tests.advisory.incidents import report as report_incident
from tests.factories import NOW, make_user
from tests.guarded.making import LATER, activated, conflict, report, step
from tests.personas import World
from tests.roles import as_app

Browse = Callable[[User | None], Client]


def readers(world: World, file: ZeroToleranceFile) -> set[str]:
    """The personas to whom both walls show the file."""
    seen = set()
    for name, user in world.people().items():
        user.__dict__.pop("roles", None)
        with as_app(user, NOW):
            door = ZeroToleranceFile.objects.visible_to(user).filter(pk=file.pk).exists()
            assert ZeroToleranceFile.rows.filter(pk=file.pk).exists() == door, name
        seen |= {name} if door else set()
    return seen


def test_suspicion_is_enough_for_any_of_the_countrys_staff(world: World) -> None:
    with as_app(world.trainer, NOW):
        file = report(world, by=world.trainer)
    assert ZeroToleranceFile.rows.get(pk=file.pk).status == "suspected"


@pytest.mark.parametrize("persona", ["manager", "picc_worker", "buyer_user", "haitian_advisor"])
def test_nobody_else_reports_one(persona: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        report(world, by=world.people()[persona])


def test_the_database_takes_none_from_outside_the_country(world: World) -> None:
    file = report(world)
    file.pk, file.opened_by = None, world.haitian_advisor
    with pytest.raises(Exception, match="row-level security"), as_app(world.haitian_advisor, NOW):
        ZeroToleranceFile(
            factory=file.factory,
            protocol=file.protocol,
            issue=file.issue,
            words="x",
            known_at=NOW,
            opened_by=world.haitian_advisor,
            opened_at=NOW,
        ).save(force_insert=True)


def test_whoever_reported_and_the_country_manager_read_it_and_nobody_else(world: World) -> None:
    assert readers(world, report(world)) == {"advisor", "country_manager"}


def test_a_report_about_the_country_manager_goes_to_head_office(world: World) -> None:
    assert readers(world, report(world, head_office_alone=True)) == {"advisor", "head_office"}


def test_a_country_manager_with_a_conflict_of_interest_reads_it_not(world: World) -> None:
    conflict(world, world.country_manager)
    assert readers(world, report(world)) == {"advisor", "head_office"}


def test_without_a_country_manager_head_office_decides(world: World) -> None:
    Membership.objects.filter(user=world.country_manager).update(ended_at=NOW)
    file = report(world)
    assert readers(world, file) == {"advisor", "head_office"}
    actions.decide_on_protocol(file=file, activate=True, reason="Seen.", by=world.head_office, at=LATER)


def test_a_key_to_the_api_reads_none(world: World) -> None:
    file = report(world)
    machine = make_user("A program", world.cambodia.organisation, "country_manager", is_machine=True)
    with as_app(machine, NOW):
        assert not ZeroToleranceFile.objects.visible_to(machine).filter(pk=file.pk).exists()
        assert not ZeroToleranceFile.rows.filter(pk=file.pk).exists()


def test_who_has_left_the_staff_reads_it_no_more(world: World) -> None:
    file = report(world)
    Membership.objects.filter(user=world.advisor).update(ended_at=NOW)
    assert readers(world, file) == {"country_manager"}


def test_a_named_person_reads_it_until_taken_out(world: World) -> None:
    file = report(world)
    given = {"by": world.country_manager, "at": NOW}
    actions.name_reader(file=file, user=world.team_leader, reason="Leads the visit", **given)
    assert readers(world, file) == {"advisor", "country_manager", "team_leader"}
    actions.take_out_reader(file=file, user=world.team_leader, by=world.country_manager, at=LATER)
    assert readers(world, file) == {"advisor", "country_manager"}


def test_whoever_reported_can_be_taken_out(world: World) -> None:
    file = report(world)
    actions.take_out_reader(file=file, user=world.advisor, by=world.country_manager, at=LATER)
    assert readers(world, file) == {"country_manager"}


def test_the_deciding_office_is_not_taken_out(world: World) -> None:
    with pytest.raises(WrongState, match="conflict of interest"):
        actions.take_out_reader(
            file=report(world), user=world.country_manager, by=world.country_manager, at=LATER
        )


def test_only_staff_are_named(world: World) -> None:
    with pytest.raises(Invalid, match="staff"):
        actions.name_reader(
            file=report(world), user=world.manager, reason="Knows", by=world.country_manager, at=NOW
        )


@pytest.mark.parametrize("persona", ["advisor", "team_leader", "head_office"])
def test_nobody_but_the_country_manager_decides(persona: str, world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.decide_on_protocol(
            file=report(world), activate=True, reason="Seen.", by=world.people()[persona], at=LATER
        )


def test_a_decision_has_its_reason(world: World) -> None:
    with pytest.raises(Invalid, match="reason"):
        actions.decide_on_protocol(
            file=report(world), activate=False, reason=" ", by=world.country_manager, at=LATER
        )


def test_the_decision_stands_with_who_when_and_why(world: World) -> None:
    file = ZeroToleranceFile.rows.get(pk=activated(world).pk)
    said = (file.status, file.decided_by, file.decided_at, file.decision_reason)
    assert said == ("active", world.country_manager, LATER, "Seen by two of us.")
    assert step(file, "decide").done_at == LATER


def test_what_was_not_activated_can_be_activated_when_more_is_known(world: World) -> None:
    given = {"by": world.country_manager, "reason": "As told."}
    file = actions.decide_on_protocol(file=report(world), activate=False, at=LATER, **given)
    assert step(file, "notify_ministry").anchor_at is None
    file = actions.decide_on_protocol(file=file, activate=True, at=LATER + timedelta(days=2), **given)
    assert step(file, "notify_ministry").anchor_at == LATER + timedelta(days=2)


def test_another_issue_is_said_in_words(world: World) -> None:
    with pytest.raises(Invalid, match="which issue"):
        report(world, issue="other")


def test_what_is_known_only_tomorrow_is_refused(world: World) -> None:
    with pytest.raises(Invalid, match="not come yet"):
        report(world, known_at=NOW + timedelta(minutes=1))


def test_the_protocol_is_the_countrys_own_for_the_issue(world: World) -> None:
    assert report(world).protocol.country == "KH"
    assert report(world, issue="forced_labour").protocol.country == ""
    haitian = report(world, factory=world.haitian_factory, by=world.haitian_advisor)
    assert haitian.protocol.country == ""


# -- Because of an incident -----------------------------------------------------------------


def sent(**fields: str) -> dict[str, str]:
    return {
        "issue": "child_labour",
        "words": "Two children were seen.",
        "known_at": "2026-03-02T08:00",
        **fields,
    }


def test_staff_start_it_from_the_incident_and_the_file_names_it(world: World, browse: Browse) -> None:
    incident = report_incident(world)
    client = browse(world.trainer)
    address = f"/integrity/incidents/{incident.pk}/new/"
    assert address in client.get(f"/incidents/{incident.pk}/").content.decode()
    made = client.post(address, sent())
    file = ZeroToleranceFile.rows.get()
    assert (file.incident, file.factory) == (incident, world.factory)
    assert f"/incidents/{incident.pk}/" in client.get(made["Location"]).content.decode()


@pytest.mark.parametrize("persona", ["manager", "picc_worker", "group_user"])
def test_the_factorys_people_are_not_offered_it(persona: str, world: World, browse: Browse) -> None:
    incident = report_incident(world)
    client = browse(world.people()[persona])
    address = f"/integrity/incidents/{incident.pk}/new/"
    assert address not in client.get(f"/incidents/{incident.pk}/").content.decode()
    assert client.get(address).status_code == 404


def test_a_refused_report_keeps_the_incident_and_what_was_typed(world: World, browse: Browse) -> None:
    incident = report_incident(world)
    answer = browse(world.advisor).post(
        f"/integrity/incidents/{incident.pk}/new/", sent(known_at="2031-01-01T08:00")
    )
    assert answer.status_code == 422
    assert "Two children were seen." in answer.content.decode()
    assert f"/incidents/{incident.pk}/" in answer.content.decode()
