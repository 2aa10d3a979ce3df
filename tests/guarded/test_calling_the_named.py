"""Who is told of a step of a restricted file, when; and that the message says nothing (NTF-3, NTF-5)."""

from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import Absence
from advisory import actions
from advisory.actions.restricted import WAITS
from advisory.integrity import calling, stepclock
from advisory.integrity.stepclock import Audience
from advisory.models import FileStep
from factories.models import Delivery, Message
from factories.outbox import words
from tests.delivery.making import drain
from tests.factories import NOW
from tests.guarded.making import LATER, activated, report, step
from tests.personas import World
from tests.roles import as_app, as_role

H = timedelta(hours=1)


def called(at) -> set[str]:
    """Whom one round of the worker tells."""
    before = set(Message.rows.values_list("pk", flat=True))
    with as_role("bw_worker"):
        calling.call(at)
    return set(Message.rows.exclude(pk__in=before).values_list("to__name", flat=True))


def test_calls_come_at_the_beginning_at_half_at_three_quarters_and_at_the_end() -> None:
    made = stepclock.calls(NOW, NOW + 48 * H)
    assert [(call.at - NOW, call.to) for call in made] == [
        (0 * H, Audience.OWNER),
        (24 * H, Audience.OWNER),
        (36 * H, Audience.OFFICE),
        (48 * H, Audience.EVERYBODY),
    ]


def test_a_step_without_a_clock_calls_once() -> None:
    assert len(stepclock.calls(NOW, None)) == 1


def test_calls_that_were_missed_are_said_once_to_the_widest_circle() -> None:
    missed = stepclock.due_now(stepclock.calls(NOW, NOW + 4 * H), NOW + H, NOW + 9 * H)
    assert missed == stepclock.Call(NOW + 4 * H, Audience.EVERYBODY)


def test_the_country_manager_is_told_at_once(world: World) -> None:
    report(world)
    assert called(NOW) == {"Prak Sopheap"}


def test_nobody_is_told_twice(world: World) -> None:
    report(world)
    called(NOW)
    assert called(NOW) == set()
    assert called(NOW + H) == set()


def test_when_the_decision_lapses_everybody_named_is_told(world: World) -> None:
    report(world)
    called(NOW)
    called(NOW + 12 * H)
    assert called(NOW + 24 * H) == {"Prak Sopheap", "Chan Sokha"}


def test_a_decided_file_calls_nobody_to_decide(world: World) -> None:
    activated(world, issue="violence")
    called(LATER)
    assert called(NOW + 13 * H + 1 * H / 2) == {"Prak Sopheap"}  # half of the time to inform the ministry
    assert step(activated(world), "decide").done_at


def test_whoever_reported_is_told_of_the_own_step(world: World) -> None:
    report(world)
    called(NOW)
    activated(world)
    assert "Chan Sokha" in called(LATER)


def test_where_the_reporter_was_taken_out_the_office_sees_to_the_step(world: World) -> None:
    file = report(world)
    called(NOW)
    actions.take_out_reader(file=file, user=world.advisor, by=world.country_manager, at=NOW)
    actions.decide_on_protocol(file=file, activate=True, reason="Seen.", by=world.country_manager, at=LATER)
    assert called(LATER) == {"Prak Sopheap"}


def test_who_is_given_a_step_is_told(world: World) -> None:
    file = activated(world)
    called(LATER)
    given = {"by": world.country_manager, "at": LATER}
    actions.name_reader(file=file, user=world.team_leader, reason="Leads the visit", **given)
    actions.give_step(step=step(file, "protect"), owner=world.team_leader, **given)
    assert called(LATER + H) == {"Keo Dara"}


@pytest.mark.parametrize(("language", "waits"), [("en", "A restricted file waits"), ("ar", "ملف مقيّد")])
def test_mail_and_inbox_say_that_something_waits_and_no_more(language: str, waits: str, world: World) -> None:
    world.country_manager.language = language
    world.country_manager.save()
    file = report(world)
    called(NOW)
    drain()
    [sent] = mail.outbox
    subject, body = words(Message.rows.get(kind=WAITS))
    assert waits in subject
    assert waits not in sent.subject + sent.body
    for secret in (world.factory.name, world.factory.code, "child", str(file.pk), file.code, "Lotus"):
        assert secret not in sent.subject + sent.body + subject + body


def test_who_was_taken_out_before_the_mail_went_is_not_told(world: World) -> None:
    file = report(world)
    given = {"by": world.country_manager, "at": NOW}
    actions.name_reader(file=file, user=world.team_leader, reason="Leads the visit", **given)
    actions.take_out_reader(file=file, user=world.team_leader, **given)
    drain()
    withheld = Delivery.rows.filter(kind=WAITS, to=world.team_leader)
    assert set(withheld.values_list("status", flat=True)) == {"withheld"}


def test_a_message_that_failed_is_seen_by_its_addressee_alone(world: World) -> None:
    report(world)
    called(NOW)
    drain()
    Delivery.rows.update(status="failed", stopped_at=NOW)
    for name, user in world.people().items():
        with as_app(user, NOW):
            assert Message.rows.filter(kind=WAITS).exists() == (name == "country_manager"), name
            assert Message.objects.visible_to(user).filter(kind=WAITS).exists() == (name == "country_manager")
            assert Delivery.rows.filter(kind=WAITS).exists() == (name == "country_manager")


def test_where_who_sees_to_a_step_is_away_the_deciding_office_is_called_and_no_deputy(world: World) -> None:
    file = activated(world)
    called(LATER)
    FileStep.rows.filter(file=file).update(next_call_at=None)
    FileStep.rows.filter(pk=step(file, "protect").pk).update(owner=world.advisor, next_call_at=LATER + H)
    days = {"first_day": NOW.date(), "last_day": NOW.date(), "deputy": world.other_advisor}
    Absence.objects.create(user=world.advisor, recorded_by=world.advisor, recorded_at=NOW, **days)
    assert called(LATER + H) == {"Prak Sopheap", "Chan Sokha"}
