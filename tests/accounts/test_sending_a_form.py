"""A form sent twice is saved once; what that needs to know is the sender's alone, and not kept for ever."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.test import Client

from accounts.models import Sent, User
from accounts.tasks import SENT_KEPT, forget_what_has_served
from tests.factories import NOW
from tests.personas import World
from tests.roles import as_app


def sent(by: User, ago: timedelta = timedelta()) -> Sent:
    row = Sent.objects.create(form_id=uuid4(), user=by, location="/somewhere/")
    Sent.objects.filter(pk=row.pk).update(recorded_at=Now() - ago)
    return row


def test_a_form_sent_again_leads_where_it_led_first(world: World, browse: Callable[..., Client]) -> None:
    first = sent(world.manager)
    answer = browse(world.manager).post("/leave/new/", {"form_id": str(first.pk)})
    assert (answer.status_code, answer["Location"]) == (302, "/somewhere/")


def test_somebody_elses_form_leads_nowhere(world: World, browse: Callable[..., Client]) -> None:
    first = sent(world.manager)
    answer = browse(world.advisor).post("/leave/new/", {"form_id": str(first.pk)})
    assert answer["Location"] == "/leave/new/"


def test_where_forms_led_is_their_senders_alone(world: World) -> None:
    mine, _other = sent(world.manager), sent(world.advisor)
    with as_app(world.manager, NOW):
        assert list(Sent.objects.values_list("pk", flat=True)) == [mine.pk]


def test_forms_are_forgotten_after_their_days(world: World) -> None:
    kept = sent(world.manager, SENT_KEPT - timedelta(hours=1))
    sent(world.manager, SENT_KEPT + timedelta(hours=1))
    forget_what_has_served()
    assert list(Sent.objects.all()) == [kept]


def test_sessions_that_are_over_are_forgotten(db: None) -> None:
    over = SessionStore()
    over.create()
    Session.objects.filter(pk=over.session_key).update(expire_date=Now() - timedelta(minutes=1))
    forget_what_has_served()
    assert not Session.objects.filter(pk=over.session_key).exists()
