"""WHO-11: an agreement with a national constituent, and what it opens of the factories, on which days."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import Organisation, Role, User
from factories.actions import agreements
from factories.models import Agreement, AgreementEvent, Factory, Message
from tests.factories import NOW, agree, make_constituent, make_factory, make_user
from tests.personas import World
from tests.reporting.making import asked
from tests.roles import as_app

TODAY = date(2026, 3, 2)  # the local day of NOW in Phnom Penh
TERMS = {
    "speaks_for": "workers",
    "opens": ["factories"],
    "source": "Memorandum of understanding of 1 March 2026",
    "signed_on": date(2026, 3, 1),
    "valid_from": TODAY,
}


@pytest.fixture
def union(db: None) -> Organisation:
    return make_constituent("Garment Workers' Federation")


@pytest.fixture
def reader(union: Organisation) -> User:
    return make_user("Neang Kanha", union, Role.CONSTITUENT)


def draft(world: World, union: Organisation | None, **fields: Any) -> Agreement:
    given = {"programme": world.cambodia, "organisation": union, "by": world.administrator, "at": NOW}
    return agreements.draft_agreement(**{**given, **TERMS, **fields})


def approve(world: World, made: Agreement, **fields: Any) -> Agreement:
    return agreements.approve_agreement(agreement=made, **{"by": world.country_manager, "at": NOW, **fields})


def names(user: User, at: Any = NOW) -> set[str]:
    """What both walls let the person see on that day."""
    with as_app(user, at):
        behind_both = {factory.name for factory in Factory.objects.visible_to(user)}
        assert behind_both == {factory.name for factory in Factory.rows.all()}
    return behind_both


def test_without_an_agreement_nothing_is_open(world: World, reader: User) -> None:
    assert names(reader) == set()


def test_a_draft_opens_nothing(world: World, union: Organisation, reader: User) -> None:
    draft(world, union)
    assert names(reader) == set()


def test_approved_it_opens_the_factories_of_its_country(
    world: World, union: Organisation, reader: User
) -> None:
    approve(world, draft(world, union))
    assert names(reader) == {"Lotus Thread Apparel", "Angkor Stitch"}


def test_a_factory_that_never_registered_is_not_among_them(world: World) -> None:
    make_factory(world.cambodia, "Listed Knit", status="imported", registered_at=None)
    assert "Listed Knit" not in names(world.constituent)


def test_it_opens_nothing_before_its_first_day(world: World, union: Organisation, reader: User) -> None:
    approve(world, draft(world, union, valid_from=TODAY + timedelta(days=1)))
    assert names(reader) == set()
    assert names(reader, NOW + timedelta(days=1)) != set()


def test_its_last_day_is_the_last_on_which_it_opens(world: World, union: Organisation, reader: User) -> None:
    approve(world, draft(world, union, last_day=TODAY))
    assert names(reader, NOW + timedelta(hours=13)) != set()  # 23:00 in Phnom Penh
    assert names(reader, NOW + timedelta(hours=15)) == set()


def test_what_it_does_not_name_stays_closed(world: World, union: Organisation, reader: User) -> None:
    approve(world, draft(world, union, opens=["activities"]))
    assert names(reader) == set()


def test_ended_early_it_opens_nothing_at_once(world: World, reader: User, union: Organisation) -> None:
    made = approve(world, draft(world, union))
    end = {"on": TODAY, "reason": "Withdrawn by the federation", "by": world.country_manager, "at": NOW}
    agreements.end_agreement(agreement=made, **end)
    assert names(reader) == set()


def test_an_ending_is_kept_with_its_reason_and_what_was_approved(world: World) -> None:
    made = Agreement.rows.get(organisation=world.inspectorate)
    end = {"on": TODAY, "reason": "A new minister", "by": world.country_manager, "at": NOW}
    agreements.end_agreement(agreement=made, **end)
    made.refresh_from_db()
    assert (made.ended_reason, made.valid_until) == ("A new minister", TODAY)
    assert AgreementEvent.objects.filter(
        pgh_obj_id=made.pk, valid_until=None, approved_at__isnull=False
    ).exists()


def test_ending_it_needs_a_reason(world: World) -> None:
    made = Agreement.rows.get(organisation=world.inspectorate)
    with pytest.raises(Invalid, match="why it ends early"):
        agreements.end_agreement(agreement=made, on=TODAY, reason=" ", by=world.country_manager, at=NOW)


def test_an_administrator_drafts_and_does_not_approve(world: World, union: Organisation) -> None:
    made = draft(world, union)
    with pytest.raises(NotAllowed):
        approve(world, made, by=world.administrator)


def test_who_approves_the_own_draft_says_why_and_head_office_hears(world: World, union: Organisation) -> None:
    made = draft(world, union, by=world.country_manager)
    with pytest.raises(Invalid, match="why nobody else"):
        approve(world, made)
    approve(world, made, alone_because="The administrator is on leave.")
    assert Message.rows.get(kind="agreement_alone").to == world.head_office


def test_nobody_drafts_for_another_country(world: World, union: Organisation) -> None:
    with pytest.raises(NotAllowed):
        draft(world, union, by=world.haitian_team_leader)


def test_approved_its_words_stay(world: World, union: Organisation) -> None:
    made = approve(world, draft(world, union))
    with pytest.raises(WrongState, match="its words stay"):
        agreements.rewrite_agreement(agreement=made, by=world.administrator, at=NOW, **TERMS)


def test_two_with_the_same_organisation_never_hold_on_one_day(world: World, union: Organisation) -> None:
    approve(world, draft(world, union))
    second = draft(world, union, valid_from=TODAY + timedelta(days=30))
    with pytest.raises(Invalid, match="End that one first"):
        approve(world, second)


def test_the_database_refuses_an_overlap_too(world: World) -> None:
    with pytest.raises(IntegrityError, match="agreement_once_at_a_time"), transaction.atomic():
        agree(world.cambodia, world.inspectorate, world.country_manager, valid_from=TODAY)


def test_the_next_one_begins_on_the_day_on_which_it_was_ended(world: World) -> None:
    made = Agreement.rows.get(organisation=world.inspectorate)
    end = {"on": TODAY, "reason": "Renewed", "by": world.country_manager, "at": NOW}
    agreements.end_agreement(agreement=made, **end)
    approve(world, draft(world, world.inspectorate))
    assert names(world.constituent) == {"Lotus Thread Apparel", "Angkor Stitch"}


def test_one_that_has_not_begun_is_ended_too(world: World, union: Organisation) -> None:
    made = approve(world, draft(world, union, valid_from=TODAY + timedelta(days=9)))
    end = {"on": TODAY, "reason": "Not wanted any more", "by": world.country_manager, "at": NOW}
    assert agreements.end_agreement(agreement=made, **end).state(TODAY + timedelta(days=10)) == "ended"


def test_reports_want_the_list_of_factories(world: World, union: Organisation) -> None:
    with pytest.raises(Invalid, match="list of factories"):
        draft(world, union, opens=["assessment_reports"])


def test_a_new_organisation_is_named_once(world: World) -> None:
    made = draft(world, None, new_organisation="Employers' Association")
    assert made.organisation.kind == Organisation.Kind.CONSTITUENT
    with pytest.raises(Invalid, match="Choose it from the list"):
        draft(world, None, new_organisation="employers' association")


# -- Pages -------------------------------------------------------------------------------


def test_administrator_and_country_manager_do_it_on_pages(world: World, browse: Any) -> None:
    sent = {
        **TERMS,
        "new_organisation": "Garment Workers' Federation",
        "opens": ["factories", "activities"],
        "signed_on": "2026-03-01",
        "valid_from": "2026-03-02",
    }
    answer = browse(world.administrator).post("/countries/KH/agreements/new/", sent)
    made = Agreement.rows.get(organisation__name="Garment Workers' Federation")
    assert answer.headers["Location"] == f"/agreements/{made.pk}/"
    manager = browse(world.country_manager)
    assert "Approve this agreement" in manager.get(f"/agreements/{made.pk}/").text
    manager.post(f"/agreements/{made.pk}/approve/", {})
    manager.post(f"/agreements/{made.pk}/end/", {"on": "2026-03-02", "reason": "Signed by mistake"})
    made.refresh_from_db()
    assert (made.approved_by, made.ended_reason) == (world.country_manager, "Signed by mistake")


def test_a_refused_draft_keeps_what_was_typed(world: World, browse: Any) -> None:
    answer = browse(world.administrator).post("/countries/KH/agreements/new/", {"source": "A letter"})
    assert answer.status_code == 422
    assert "A letter" in answer.text


def test_the_first_page_says_what_is_open_since_when_and_by_which_document(world: World, browse: Any) -> None:
    page = browse(world.constituent).get("/").text
    assert "Memorandum of understanding" in page
    assert "Lotus Thread Apparel" in page
    assert "Caracol Sewing" not in page


def test_the_first_page_asks_as_much_for_many_factories_as_for_one(world: World, browse: Any) -> None:
    client = browse(world.constituent)
    few = len(asked(client, "/"))
    for number in range(20):
        make_factory(world.cambodia, f"Knit {number:02d}")
    assert len(asked(client, "/")) == few <= 15


def test_the_list_tells_neither_how_many_work_there_nor_in_which_order(world: World, browse: Any) -> None:
    make_factory(world.cambodia, "Zebra Knit", workers=3, women=2)
    client = browse(world.constituent)
    page = client.get("/factories/?sort=workers").text
    assert "1,200" not in page and "Workers" not in page
    assert page.index("Angkor Stitch") < page.index("Lotus Thread Apparel") < page.index("Zebra Knit")


def test_a_factorys_management_sees_who_reads_about_it(world: World, browse: Any) -> None:
    made = Agreement.rows.get(organisation=world.inspectorate)
    client = browse(world.manager)
    assert world.inspectorate.name in client.get(f"/factories/{world.factory.pk}/access/").text
    page = client.get(f"/agreements/{made.pk}/").text
    assert "as buyers read it" in page
    assert world.country_manager.name not in page  # persons of the programme are staff's


def test_agreements_of_another_country_do_not_exist(world: World, browse: Any) -> None:
    made = Agreement.rows.get(programme=world.haiti)
    for person in (world.manager, world.constituent, world.country_manager):
        assert browse(person).get(f"/agreements/{made.pk}/").status_code == 404


def test_a_constituent_reads_no_other_constituents_agreement(world: World, reader: User, browse: Any) -> None:
    made = Agreement.rows.get(organisation=world.inspectorate)
    assert browse(reader).get(f"/agreements/{made.pk}/").status_code == 404


def test_programs_read_agreements_by_the_api(world: World, browse: Any) -> None:
    found = browse(world.constituent).get("/api/v1/agreements/").json()["results"]
    assert [each["organisation_name"] for each in found] == [world.inspectorate.name]
