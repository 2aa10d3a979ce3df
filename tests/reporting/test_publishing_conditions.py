"""Conditions in each country are published as updates (PHS-5): written, approved, out at their moment."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from factories.models import FactoryFact, Message
from planning.applying import apply_due
from programmes.models import Contact, ProgrammeFact, Region
from reporting.actions import conditions as actions
from reporting.drains.conditions import publish_updates
from reporting.models import ConditionsUpdate, PublishedConditions
from tests.advisory.making import queries
from tests.factories import NOW
from tests.personas import World
from tests.places.asking import post
from tests.planning.making import approve, policy, row, rule
from tests.planning.making import approved as approved_fact
from tests.roles import as_app

Browse = Callable[[User | None], Client]
TODAY = date(2026, 3, 2)
TITLES = {"en": "Visits are possible again", "ar": "عادت الزيارات ممكنة"}
SECRET = "Told in confidence by the ministry"


def written(world: World, by: User | None = None, **given: Any) -> ConditionsUpdate:
    words = {"on": TODAY, "titles": TITLES, "words": {"en": "Advisors come again."}}
    return actions.write_update(
        programme=world.cambodia, by=by or world.administrator, at=NOW, **{**words, **given}
    )


def asked(world: World, by: User | None = None, **given: Any) -> ConditionsUpdate:
    update = written(world, by, **given)
    return actions.ask_for_publication(update=update, by=by or world.administrator, at=NOW)


def published(world: World, at: datetime = NOW, **given: Any) -> PublishedConditions:
    update = asked(world, **given)
    actions.approve_update(update=update, by=world.country_manager, at=at)
    assert publish_updates(at) == 1
    return PublishedConditions.objects.order_by("-number")[0]


def suspend_visits(world: World, region: Region | None = None) -> None:
    fact = {
        "subject": "visits",
        "value": "suspended",
        "valid_from": TODAY,
        "decision": SECRET,
        "source": SECRET,
    }
    ProgrammeFact.objects.create(programme=world.cambodia, region=region, **fact)


def test_nothing_is_out_before_the_country_manager_approves(world: World) -> None:
    update = asked(world)
    assert publish_updates(NOW + timedelta(days=9)) == 0
    with pytest.raises(NotAllowed):
        actions.approve_update(update=update, by=world.administrator, at=NOW)
    actions.approve_update(update=update, by=world.country_manager, at=NOW)
    assert publish_updates(NOW) == 1
    assert PublishedConditions.objects.get().titles == TITLES


def test_it_is_out_at_its_named_moment_and_not_before(world: World) -> None:
    moment = NOW + timedelta(hours=6)
    actions.approve_update(update=asked(world), publish_at=moment, by=world.country_manager, at=NOW)
    assert publish_updates(moment - timedelta(seconds=1)) == 0
    assert [publish_updates(moment), publish_updates(moment)] == [1, 0]


def test_who_wrote_it_approves_it_with_a_reason_and_head_office_is_told(world: World) -> None:
    update = asked(world, by=world.country_manager)
    given = {"update": update, "by": world.country_manager, "at": NOW}
    with pytest.raises(Invalid) as refused:
        actions.approve_update(**given)
    assert refused.value.field == "reason"
    actions.approve_update(reason="The administrator is on leave.", **given)
    publish_updates(NOW)
    assert Message.rows.get(kind="conditions_alone").to == world.head_office


def test_what_changed_since_it_was_frozen_is_not_approved(world: World) -> None:
    update = asked(world)
    suspend_visits(world)
    with pytest.raises(Invalid, match="changed"):
        actions.approve_update(update=update, by=world.country_manager, at=NOW)
    actions.give_back_update(update=update, by=world.country_manager, at=NOW)
    assert ConditionsUpdate.rows.get().payload == ""


def test_a_title_is_needed_in_the_programmes_languages(world: World) -> None:
    world.cambodia.languages = ["en", "ar", "km"]
    world.cambodia.save()
    with pytest.raises(Invalid) as refused:
        written(world, titles={"en": "Only English"})
    assert refused.value.field == "title_ar"


def test_country_and_regions_stand_in_it_and_no_factory_or_decision(world: World) -> None:
    region = Region.objects.create(programme=world.cambodia, name="Kandal")
    suspend_visits(world, region)
    given = {"subject": "production", "value": "suspended", "valid_from": TODAY, "decision": SECRET}
    FactoryFact.rows.create(factory=world.factory, **given)
    text = published(world).payload
    phases = json.loads(text)["said"]["en"]
    assert [(each["number"], each["regions"]) for each in phases] == [(3, []), (2, ["Kandal"])]
    assert "Visits suspended: region Kandal" in phases[1]["why"][0]
    assert world.factory.name not in text
    assert SECRET not in text


def test_what_is_out_stays_as_it_was(world: World) -> None:
    before = published(world).payload
    suspend_visits(world)
    after = published(world, NOW + timedelta(days=1), titles={"en": "Visits are suspended"})
    assert PublishedConditions.objects.get(number=1).payload == before
    assert (after.number, json.loads(after.payload)["said"]["en"][0]["number"]) == (2, 2)


def test_anybody_reads_the_countries_and_one_of_them(world: World, browse: Browse) -> None:
    Contact.rows.create(
        programme=world.cambodia,
        name="Public desk",
        purpose="Questions",
        email="desk@kh.example",
        public=True,
    )
    Contact.rows.create(programme=world.cambodia, name="Inner desk", purpose="Staff", phone="12")
    published(world)
    client = browse(None)
    page = client.get("/conditions/").content.decode()
    assert "Cambodia" in page
    assert "Visits are possible again" in page
    assert "Haiti" not in page
    page = client.get("/conditions/kh/").content.decode()
    assert "Advisors come again." in page
    assert "desk@kh.example" in page
    assert "Inner desk" not in page
    assert client.get("/conditions/HT/").status_code == 404


def test_older_updates_stay_readable(world: World, browse: Browse) -> None:
    published(world)
    published(world, NOW + timedelta(days=1), titles={"en": "Second"})
    page = browse(None).get("/conditions/KH/1/").content.decode()
    assert "This is an earlier update." in page
    assert "This is an earlier update." not in browse(None).get("/conditions/KH/2/").content.decode()


def test_an_update_on_a_coming_day_leaves_the_phase_of_today(world: World, browse: Browse) -> None:
    published(world)
    coming = TODAY + timedelta(days=30)
    fact = {"subject": "visits", "value": "suspended", "valid_from": coming, "decision": "x"}
    ProgrammeFact.objects.create(programme=world.cambodia, **fact)
    published(world, on=coming, titles={"en": "Visits will stop"})
    page = browse(None).get("/conditions/").content.decode()
    assert "Visits will stop" in page
    assert 'class="phase p3"' in page.split("The three phases")[0]


def test_the_number_of_queries_stays(world: World, browse: Browse) -> None:
    published(world)
    published(world, on=TODAY + timedelta(days=30), titles={"en": "Coming"})
    client = browse(None)
    addresses = ("/conditions/", "/conditions/KH/", "/conditions/updates.en.atom")
    before = [queries(client, address) for address in addresses]
    row = PublishedConditions.objects.get(number=1)
    for number, code in enumerate(["HT", "BD", "JO", "EG"], 3):
        for on in (TODAY, TODAY + timedelta(days=30)):
            row.pk, row.country, row.on, row.number = uuid4(), code, on, number + (on != TODAY) * 10
            row.save(force_insert=True)
    assert [queries(client, address) for address in addresses] == before == [4, 2, 1]


def test_it_is_read_in_arabic_and_falls_back_where_nobody_wrote_it(world: World, browse: Browse) -> None:
    published(world)
    client = browse(None)
    client.cookies["django_language"] = "ar"
    page = client.get("/conditions/KH/").content.decode()
    assert TITLES["ar"] in page
    assert 'lang="en"dir="ltr"><p>Advisorscomeagain.' in "".join(page.split())
    assert "الزيارة الإرشادية" in page or "زيارة إرشادية" in page


def test_a_feed_reader_follows_the_updates(world: World, browse: Browse) -> None:
    published(world)
    answer = browse(None).get("/conditions/KH/updates.en.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    [entry] = ElementTree.fromstring(answer.content).findall("{*}entry")
    assert entry.findtext("{*}title") == "Cambodia: Visits are possible again"
    assert browse(None).get("/conditions/updates.ar.atom").status_code == 200
    assert browse(None).get("/conditions/updates.xx.atom").status_code == 404


def test_public_pages_ask_the_published_table_alone(world: World, browse: Browse) -> None:
    published(world)
    for address in ("/conditions/", "/conditions/KH/", "/conditions/KH/updates.en.atom"):
        with CaptureQueriesContext(connection) as queries:
            browse(None).get(address)
        asked_tables = {
            name
            for query in queries
            for name in connection.introspection.table_names()
            if f'"{name}"' in query["sql"]
        }
        assert asked_tables - {"accounts_democlock"} == {"reporting_publishedconditions"}, address


def test_nobody_writes_the_published_table_but_the_worker(world: World) -> None:
    row = published(world)
    copied = {each.name: getattr(row, each.name) for each in row._meta.fields if each.name != "id"}
    for user in (None, world.country_manager, world.head_office):
        with as_app(user, NOW):
            assert PublishedConditions.objects.filter(pk=row.pk).update(name="Another") == 0
            with pytest.raises(DatabaseError), transaction.atomic():
                PublishedConditions.objects.create(**{**copied, "number": 9})


def test_an_applied_fact_prepares_a_draft_for_the_administrator(world: World) -> None:
    made = approved_fact(world)
    apply_due(made.moment)
    update = ConditionsUpdate.rows.get()
    assert (update.status, update.made_by, update.on) == ("draft", None, made.valid_from)
    assert update.titles["en"] == "Visits suspended: Cambodia, from 12 Mar 2026"
    assert Message.rows.get(kind="conditions_prepared").to == world.administrator
    assert not PublishedConditions.objects.exists()


def test_an_applied_policy_prepares_one_too(world: World) -> None:
    made = approve(world, row(world, policy(world)))
    apply_due(made.moment)
    update = ConditionsUpdate.rows.get()
    assert update.titles["en"] == "What is possible in Cambodia from 12 Mar 2026"
    asked_for = actions.ask_for_publication(update=update, by=world.administrator, at=NOW)
    assert '"Advisory visit: virtual"' in asked_for.payload


def test_a_row_of_the_calendar_is_no_public_matter(world: World) -> None:
    apply_due(approve(world, rule(world)).moment)
    assert not ConditionsUpdate.rows.exists()


def test_a_fact_of_one_factory_is_no_public_matter(world: World) -> None:
    made = approved_fact(world, factory=world.factory)
    apply_due(made.moment)
    assert not ConditionsUpdate.rows.exists()


def test_on_the_pages_it_goes_from_draft_to_everybody(world: World, browse: Browse) -> None:
    office, manager = browse(world.administrator), browse(world.country_manager)
    sent = {"on": "2026-03-02", "title_en": "We visit again", "words_en": "From Monday on.", "title_ar": ""}
    page = office.post("/updates/new/KH/", sent)
    address = page["Location"]
    assert "We visit again" in office.get(address).content.decode()
    office.post(f"{address}ask/")
    late = manager.post(address, {"publish_at": "2026-03-01T09:00"})
    assert late.status_code == 422
    assert manager.post(address, {"publish_at": "2026-03-02T12:00"}).status_code == 302
    assert ConditionsUpdate.rows.get().publish_at == datetime.fromisoformat("2026-03-02T12:00+07:00")
    publish_updates(NOW + timedelta(hours=2))
    assert "We visit again" in browse(None).get("/conditions/KH/").content.decode()


def test_other_countries_staff_and_factories_do_not_see_a_draft(world: World, browse: Browse) -> None:
    update = written(world)
    for user in (world.haitian_team_leader, world.manager, world.buyer_user):
        assert browse(user).get(f"/updates/{update.pk}/").status_code == 404
        with as_app(user, NOW):
            assert not ConditionsUpdate.rows.exists()


def test_programs_write_and_approve_by_the_same_verbs(world: World, browse: Browse) -> None:
    office, manager = browse(world.administrator), browse(world.country_manager)
    sent = {"programme": str(world.cambodia.pk), "on": "2026-03-02", "titles": {"en": "News"}}
    made = post(office, "conditions-updates/write", **sent)
    assert made.status_code == 201
    address = f"conditions-updates/{made.json()['id']}"
    assert post(office, f"{address}/ask").json()["status"] == "asked"
    assert post(office, f"{address}/approve").status_code == 404
    assert post(manager, f"{address}/approve").json()["status"] == "approved"
