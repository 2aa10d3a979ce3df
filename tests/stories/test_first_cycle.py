"""A factory's first cycle at the pages: from its registration to the reports that a buyer downloads, and
a change of its country's phase.

Real web server, worker and beat; nothing is done behind the pages' back, save that the demo's clock
is moved, at its page. The tests are the steps of one story, in their order.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from playwright.sync_api import expect

from tests.stories.browser import OWN_PASSWORD, Person, Stage
from tests.stories.tale import (
    FINDING,
    OWN_WORDS,
    PROGRAMMES_WORDS,
    REPLY,
    Tale,
    look_before,
    nobody_else_finds_it,
    nothing_has_changed,
    pdf_words,
)

pytestmark = pytest.mark.usefixtures("in_order")


@pytest.fixture(scope="module")
def tale(stage: Stage) -> Tale:
    return Tale(stage)


# -- From registration to plan -----------------------------------------------------------


def test_the_administrator_registers_a_factory(tale: Tale) -> None:
    admin = tale.admin
    admin.go("/")
    admin.follow("Factories").follow("Register a factory").shows("register")
    admin.types(name=tale.name, city="Phnom Penh", workers=1200, women=1000, unions=1, products="Shirts")
    admin.presses("Register").sees("Registered as")
    tale.factory = admin.page.url
    tale.code = admin.page.locator(".sub .num").first.inner_text()
    admin.sees("From registration to the first visit").shows("factory-registered")


def test_its_manager_is_invited_and_chooses_a_password(tale: Tale) -> None:
    tale.admin.go(tale.factory)
    tale.admin.follow("Invite the factory manager").shows("invite")
    tale.admin.types(email=tale.manager_mail, name="Sok Dara", role="factory_manager")
    tale.admin.presses("Send the invitation")
    newcomer = tale.stage.newcomer()
    newcomer.go(tale.link_in_mail(tale.manager_mail))
    newcomer.shows("choose-password").types(password1=OWN_PASSWORD, password2=OWN_PASSWORD)
    newcomer.page.locator("main form button").first.click()
    tale.manager.go("/our-factory/")
    tale.manager.sees(tale.name)


def test_the_manager_signs_the_anti_bribery_policy(tale: Tale) -> None:
    tale.manager.go(tale.factory)
    tale.manager.follow("Read and sign the policy").shows("policy")
    tale.manager.types(signed_name="Sok Dara").presses("Sign for the factory").sees("You signed")


def test_the_opening_meeting_is_held_and_an_advisor_assigned(tale: Tale) -> None:
    leader = tale.leader
    leader.go(tale.factory)
    leader.follow("Record the opening meeting").shows("opening-meeting")
    leader.types(attended_by="Factory manager, HR, union chair", policy_gone_through=True)
    leader.presses("Record the meeting").sees("The opening meeting is recorded")
    leader.follow("Assign an advisor").shows("assign-advisor")
    leader.types(advisor=tale.advisor.own_name).presses("Assign").sees("The advisor is assigned")
    tale.advisor.go("/factories/?mine=1")
    tale.advisor.sees(tale.name)


def test_a_committee_of_both_sides_is_formed(tale: Tale) -> None:
    manager = tale.at_the_factory(tale.manager, "PICC")
    manager.follow("Form the committee").shows("picc-form")
    manager.types(formed_on=tale.today.isoformat())
    people = {"management": ["Sok Dara", "Lim Vanna"], "workers": ["Chea Srey", "Phan Mealea"]}
    for side, names in people.items():
        for nth, name in enumerate(names):
            manager.types(**{f"{side}-{nth}-name": name, f"{side}-{nth}-sex": "woman"})
    manager.presses("Record the committee").sees("In balance")


def test_the_advisor_confirms_its_election(tale: Tale) -> None:
    manager, today = tale.at_the_factory(tale.manager, "PICC"), tale.today.isoformat()
    manager.page.get_by_role("link", name="Record an election", exact=True).click()
    manager.types(method="secret_ballot", candidates=5, entitled=900, voters=700, held_on=today)
    for box in manager.page.locator("[name=elected]").all():
        box.check(force=True)
    manager.presses("Record the election").sees("Waits for the advisor")
    tale.at_the_factory(tale.advisor, "PICC").presses("Confirm").sees("Confirmed by").shows("picc")


def test_the_plan_gets_an_item_with_evidence_and_the_advisor_verifies_it(tale: Tale, tmp_path: Path) -> None:
    manager = tale.at_the_factory(tale.manager, "Improvement plan")
    manager.follow("Add an item").types(title="Mark the fire exits of hall two", owner="Lim Vanna")
    manager.presses("Add the item")
    manager.go(f"/plan/{tale.pk}/")
    manager.page.get_by_role("link", name=re.compile("Mark the fire exits")).first.click()
    photo = tmp_path / "exits.csv"
    photo.write_text("exit,marked\nnorth,yes\nsouth,yes\n")
    update = manager.page.locator("form#update")
    manager.types(update, status="done", said="Painted and lit.", evidence=photo)
    manager.presses("Save update").sees("Your advisor will check it").shows("plan-item")
    tale.advisor.go(manager.page.url)
    tale.advisor.types(verification="on_site").presses("Verify").sees("is verified")
    tale.at_the_factory(manager, "Improvement plan").shows("plan")


def test_the_first_visit_is_logged_on_a_phone_and_starts_the_hundred_days(tale: Tale) -> None:
    tale.day_zero = tale.today
    with tale.at_the_factory(tale.advisor).on_a_phone() as advisor:
        advisor.page.get_by_role("link", name=re.compile("^Log a visit")).first.click()
        advisor.types(managers_women=1, managers_men=2, workers_women=6, picc_facilitated=True)
        advisor.types(notes="We walked the halls together.", staff_notes="Ask again about overtime.")
        advisor.pictured("visit-log-filled-375")
        advisor.presses("Save the log")
    advisor.shows("visit")
    tale.at_the_factory(tale.manager).sees("Initial advisory").shows("factory-active")
    assert "Ask again about overtime" not in tale.manager.reads


def test_the_years_visits_are_planned_and_each_says_why(tale: Tale) -> None:
    manager = tale.at_the_factory(tale.manager, "Visits")
    planned = manager.page.locator("main li", has_text="Planned")
    manager.waits_for(lambda: planned.count() > 2, "the year's visits are planned").shows(
        "visits-of-the-year"
    )
    planned.first.get_by_role("link").first.click()
    manager.sees("Why this day and form").sees("of at most 10 in this year").shows("visit-planned")
    manager.go("/notices/")
    manager.waits_to_see("the advisory visits of the year are planned")


def test_the_factory_says_where_it_stands(tale: Tale) -> None:
    manager = tale.at_the_factory(tale.manager, "Self-diagnosis")
    manager.presses("Begin").shows("diagnosis")
    manager.page.get_by_role("link", name=re.compile("^Begin ")).first.click()
    while "/clusters/" in manager.page.url:
        manager.page.evaluate(
            "document.querySelectorAll('[value=in_line]').forEach(box => box.checked = true)"
        )
        words = (
            "Save and next" if manager.page.get_by_role("button", name="Save and next").count() else "Save"
        )
        manager.presses(words)
    manager.follow("Complete it").presses("Complete it").sees("complete").shows("diagnosis-complete")


# -- A buyer's three conditions ----------------------------------------------------------


def test_a_buyer_claims_the_factory(tale: Tale) -> None:
    buyer = tale.buyer
    buyer.go("/claims/")
    buyer.follow("Claim a factory").types(code=tale.code, name=tale.name).presses("Send the claim")
    buyer.sees("Waiting for the factory").shows("claims")


def test_the_factory_confirms_and_signs_the_access_form(tale: Tale) -> None:
    confirm_claim(tale)
    sign_access_form(tale)


def confirm_claim(tale: Tale) -> None:
    manager = tale.at_the_factory(tale.manager, "People and access")
    answer = manager.page.get_by_role("link", name=re.compile("^Confirm or decline"))
    manager.waits_for(lambda: answer.count() > 0, "the worker places the claim")
    answer.first.click()
    manager.presses("Confirm the relationship").sees("Confirmed.")
    manager.go("/notices/")
    manager.waits_to_see("asks to be linked")


def sign_access_form(tale: Tale) -> None:
    manager = tale.at_the_factory(tale.manager, "People and access")
    manager.page.get_by_role("link", name=re.compile("^Sign the access form")).first.click()
    manager.types(signed_name="Sok Dara").presses("Sign for the factory").sees("is signed")


def test_the_administrator_records_the_payment(tale: Tale) -> None:
    record_payment(tale)
    tale.admin.shows("access")


def record_payment(tale: Tale) -> None:
    admin = tale.at_the_factory(tale.admin, "People and access")
    admin.page.get_by_role("button", name=re.compile("^Registered and paid")).first.click()
    admin.sees("Recorded.")


# -- From secret to release --------------------------------------------------------------


def test_the_assessment_is_planned_in_secret(tale: Tale) -> None:
    leader, _signed_in = tale.leader, tale.assessor  # a first sign-in shows among people
    tale.gate = tale.a_working_day_from(tale.day_zero + timedelta(days=101))
    look_before(tale)
    leader.go(f"/assessments/?q={tale.code}")
    leader.shows("assessment-planning").follow(f"Plan {tale.name}")
    leader.types(planned_on=tale.gate.isoformat(), how="on_site_2", scope="focused")
    leader.presses("See who is free").shows("assessment-plan")
    tale.mate = choose_team(tale, leader)
    tale.second = mail_of(tale, tale.mate)
    leader.presses("Save the plan").sees("The team and planners alone know of it").shows("assessment-secret")
    tale.assessment = leader.page.url
    nothing_has_changed(tale)


def choose_team(tale: Tale, leader: Person, but: str = "nobody") -> str:
    """The assessor of the demo and another who is free; who advises the factory cannot be chosen."""
    others = leader.page.locator("#id_team label:has(small.yes)")
    own, names = tale.assessor.own_name, [each.partition("\n")[0] for each in others.all_inner_texts()]
    second = next(name for name in names if name not in (own, but))
    for name in (own, second):
        leader.page.locator("#id_team label", has_text=name).locator("input").check(force=True)
    return second


def mail_of(tale: Tale, name: str) -> str:
    tale.admin.go("/people/")
    tale.admin.follow("Better Work Cambodia")
    return tale.admin.page.get_by_role("row", name=re.compile(name)).first.locator("bdi").inner_text()


def test_nobody_else_finds_it_while_the_days_go_by(tale: Tale) -> None:
    nobody_else_finds_it(tale)
    tale.goes_on_to(tale.gate, "08:00")
    tale.assessor.go("/")
    tale.assessor.sees(tale.name).shows("assessor-home")
    nobody_else_finds_it(tale)


def test_the_team_begins_at_the_gate_and_all_may_see_that(tale: Tale) -> None:
    tale.assessor.go(tale.assessment)
    tale.assessor.shows("assessment-at-the-gate").presses("We stand at the gate: begin")
    expect(tale.assessor.page).to_have_url(re.compile("/entry/"))
    for person in (tale.manager, tale.advisor):
        tale.at_the_factory(person).sees("Assessment began")
    assert tale.rival.asks(tale.assessment)[0] == 404


def test_two_assessors_answer_and_the_findings_are_written(tale: Tale) -> None:
    answer(tale.second_assessor, tale.assessment, points=2, wrong=1)
    tale.assessor.go(f"{tale.assessment}entry/")
    tale.assessor.shows("assessment-entry")
    answer(tale.assessor, tale.assessment, points=99, wrong=1)
    tale.assessor.go(tale.assessment)
    sentences = [FINDING, "Two exits of the cutting hall were locked during working hours."]
    for sentence in sentences:
        tale.assessor.page.get_by_role("link", name=re.compile("^Write")).first.click()
        tale.assessor.types(sentence=sentence, evidence="Seen on both days.", checked=True)
        tale.assessor.types(interviews="Three women of line four said so.").presses("Save the finding")
    tale.last_day = tale.today
    tale.assessor.go(tale.assessment)
    tale.assessor.sees(FINDING).presses("Data collection has ended").shows("assessment-findings")
    for person in (tale.manager, tale.advisor):
        assert FINDING.encode() not in person.asks(tale.assessment)[1]


ANSWER = """wrong => {
    for (const q of document.querySelectorAll("fieldset.question")) {
        const bad = q.textContent.includes("“Yes” is non-compliant") ? "yes" : "no";
        const value = wrong > 0 ? bad : {yes: "no", no: "yes"}[bad];
        const radio = q.querySelector(`input[type=radio][value=${value}]`);
        if (radio) { radio.checked = true; wrong -= 1; }
        else q.querySelector("textarea").value = "as seen in the records";
    }
}"""


def answer(person: Person, assessment: str, points: int, wrong: int) -> None:
    """Goes through compliance points from the first that is open; `wrong` answers of the first are not."""
    person.go(f"{assessment}entry/")
    for nth in range(points):
        if "/entry/" not in person.page.url:
            return
        person.page.evaluate(ANSWER, wrong if nth == 0 else 0)
        person.presses("Save and next")


def test_the_findings_are_shared_with_the_factory_alone(tale: Tale) -> None:
    tale.assessor.go(tale.assessment)
    tale.assessor.presses("Share the findings with the factory").sees("Shared")
    tale.manager.go(tale.assessment)
    tale.manager.sees(FINDING).shows("findings-shared")
    assert tale.buyer.asks(tale.assessment)[0] == tale.rival.asks(tale.assessment)[0] == 404


def test_the_factory_replies_and_has_the_findings_in_its_plan(tale: Tale) -> None:
    manager = tale.manager
    manager.go(tale.assessment)
    manager.page.get_by_role("link", name="Reply to the findings").first.click()
    beside = manager.page.locator("section", has_text=FINDING)
    manager.shows("replies").types(beside, words=REPLY)
    beside.get_by_role("button", name=re.compile("^Keep the reply")).click()
    manager.sees(REPLY)
    manager.go(tale.assessment)
    manager.types(words="We agree.", last=True).presses("Send to the assessors").sees("We agree.")
    tale.at_the_factory(manager, "Improvement plan").sees(FINDING[:40])


def test_the_findings_become_final_and_are_compared(tale: Tale) -> None:
    tale.assessor.go(tale.assessment)
    tale.assessor.presses("Make the findings final").sees("The findings are final")
    tale.manager.go(f"{tale.assessment}comparison/")
    tale.manager.sees("Self-diagnosis and assessment").shows("comparison")


def test_the_team_drafts_the_report_and_another_leader_approves_it(tale: Tale) -> None:
    report = the_report(tale, tale.assessor, "Assessment report")
    tale.assessor.follow("Write").shows("report-write")
    tale.assessor.types(strengths="Records of working time are complete.")
    tale.assessor.page.locator("main button[name=preview]").click()
    tale.assessor.sees(FINDING).presses("Send for approval").sees("Sent for approval")
    assert tale.assessor.asks(f"{report}approval/")[0] == 200
    approve(tale, report)
    assert tale.buyer.asks(report)[0] == 404


def the_report(tale: Tale, person: Person, title: str) -> str:
    """The page of the factory's report, once the worker has planned it."""
    tale.at_the_factory(person, "Reports")
    link = person.page.get_by_role("link", name=title, exact=True)
    person.waits_for(lambda: link.count() > 0, f"{title} is planned")
    link.first.click()
    person.page.wait_for_load_state()
    tale.reports[title] = person.page.url
    return person.page.url


def approve(tale: Tale, report: str) -> None:
    leader = tale.country_manager
    leader.go("/approvals/")
    leader.sees(tale.name).go(report)
    leader.follow("Read and decide").shows("report-approval").presses("Approve for release").sees("Approved")


def test_the_clock_releases_it_to_the_buyer_who_downloads_it(tale: Tale) -> None:
    report = tale.reports["Assessment report"]
    tale.goes_on_to(tale.last_day + timedelta(days=28), "08:30")
    assert tale.buyer.asks(report)[0] == 404
    tale.goes_on_to(tale.last_day + timedelta(days=28))
    tale.buyer.go("/")
    tale.buyer.waits_to_see(tale.name).shows("buyer-home")
    tale.buyer.go(report)
    tale.buyer.sees(FINDING).sees(REPLY).shows("report")
    words = downloaded(tale, report)
    assert FINDING in words and REPLY in words
    assert "Three women of line four" not in words + tale.buyer.reads
    assert tale.rival.asks(report)[0] == tale.rival.asks(f"{report}pdf/")[0] == 404
    read = tale.leader.asks_json("/api/v1/downloads/")["results"]
    assert {"html", "pdf"} <= {each["format"] for each in read if each["factory"] == tale.pk}


def downloaded(tale: Tale, report: str) -> str:
    """The PDF, by the button, once the worker has rendered it; its words."""
    tale.buyer.go(report)
    button = tale.buyer.page.get_by_role("link", name="Download PDF")
    tale.buyer.waits_for(lambda: button.count() > 0, "the PDF is rendered")
    with tale.buyer.page.expect_download() as download:
        button.click()
    return pdf_words(Path(download.value.path()).read_bytes())


# -- Progress reports by calendar --------------------------------------------------------


def test_the_factory_writes_progress_report_1_and_the_clock_releases_it(tale: Tale) -> None:
    report = the_report(tale, tale.manager, "Progress Report 1")
    tale.manager.follow("Write").types(own_overview=OWN_WORDS)
    tale.manager.page.locator("main button[name=preview]").click()
    tale.manager.sees(OWN_WORDS).shows("progress-report-1-preview").presses("Send").sees("Sent")
    assert tale.leader.asks(f"{report}write/")[0] == 404
    tale.goes_on_to(tale.last_day + relativedelta(months=5))
    assert OWN_WORDS in downloaded(tale, report)


def test_the_advisor_writes_progress_report_2_and_a_leader_approves_it(tale: Tale) -> None:
    report = the_report(tale, tale.advisor, "Progress Report 2")
    tale.advisor.follow("Write").types(
        summary=PROGRAMMES_WORDS,
        cooperation_level="good",
        cooperation="Every visit was prepared.",
        dialogue_level="good",
        dialogue="The committee met each month.",
    )
    tale.advisor.page.locator("main button[name=preview]").click()
    tale.advisor.sees(PROGRAMMES_WORDS).presses("Send for approval").sees("Sent for approval")
    approve(tale, report)
    tale.goes_on_to(tale.last_day + relativedelta(months=11))
    assert PROGRAMMES_WORDS in downloaded(tale, report)


# -- The three conditions ----------------------------------------------------------------


def test_each_condition_taken_away_closes_every_report_at_the_next_request(tale: Tale) -> None:
    everything_is_open(tale)
    manager = tale.at_the_factory(tale.manager, "People and access")
    manager.presses("Revoke the form").presses("Revoke").sees("The form is revoked")
    everything_is_closed(tale)
    sign_access_form(tale)
    everything_is_open(tale)
    admin = tale.at_the_factory(tale.admin, "People and access")
    admin.page.get_by_role("link", name=re.compile(r"^End .*, cycle \d")).first.click()
    admin.types(reason="Refunded.").presses("End the registration").sees("The registration is ended")
    everything_is_closed(tale)
    record_payment(tale)
    everything_is_open(tale)
    tale.at_the_factory(manager, "People and access").page.get_by_role(
        "link", name=re.compile("^End the relationship")
    ).first.click()
    manager.types(reason="No orders any more.").presses("End the relationship").sees("is ended")
    everything_is_closed(tale)


def addresses(tale: Tale) -> list[str]:
    """Page, API and old download links of every report."""
    ids = [re.sub(r".*/reports/([^/]+)/.*", r"\1", page) for page in tale.reports.values()]
    forms = [f"/reports/{pk}/{form}" for pk in ids for form in ("", "pdf/", "html/", "xlsx/")]
    api = [f"/api/v1/reports/{pk}/{form}" for pk in ids for form in ("", "document/", "file/pdf/")]
    return [*forms, *api]


def everything_is_open(tale: Tale) -> None:
    answers = {path: tale.buyer.asks(path)[0] for path in addresses(tale)}
    assert len(tale.reports) == 3 and set(answers.values()) == {200}, answers
    assert listed(tale) == (True, True)


def everything_is_closed(tale: Tale) -> None:
    answers = {path: tale.buyer.asks(path)[0] for path in addresses(tale)}
    assert set(answers.values()) == {404}, answers
    assert listed(tale) == (False, False)


def listed(tale: Tale) -> tuple[bool, bool]:
    """Whether the buyer's home (asked for it) and the API list (the newest first) name the factory."""
    tale.buyer.go(f"/?q={tale.name}")
    home = tale.buyer.page.locator("section[aria-labelledby=open]").inner_text()
    return tale.name in home, tale.name.encode() in tale.buyer.asks("/api/v1/reports/")[1]


# -- A country falls to phase 2, and comes back ----------------------------------------------


def test_the_factory_re_registers_for_its_next_cycle(tale: Tale) -> None:
    tale.manager.go("/notices/")
    tale.manager.waits_to_see("the cycle is over, re-register")
    admin = tale.at_the_factory(tale.admin)
    admin.follow("The factory's year").shows("factory-year")
    admin.presses("Re-register the factory").sees("The new cycle begins with its first visit")


TOUCHED = "planned assessments touched"  # a key figure of planners' previews


def test_a_draft_shows_what_it_would_do_and_the_country_manager_approves_it(tale: Tale) -> None:
    today = tale.today
    tale.visit_on = tale.a_working_day_from(today + timedelta(days=20))
    visit = planned_visit(tale)
    plan_another_assessment(tale)
    admin = tale.admin
    admin.go("/changes/")
    admin.follow("New fact").types(
        fact="visits:suspended",
        valid_from=(today + timedelta(days=10)).isoformat(),
        decision="The ministry and three federations were heard; a blockade of the roads.",
    )
    admin.presses("Show what it would do").sees("visits become virtual").sees(tale.name).shows(
        "change-preview"
    )
    assert TOUCHED not in admin.reads and "Planned assessment" not in admin.reads
    admin.presses("Ask the country manager").sees("The country manager decides")
    tale.country_manager.go(admin.page.url)
    tale.country_manager.sees(TOUCHED).sees("Planned assessment").shows("change-preview-planner")
    approve_change(tale, admin.page.url)
    assert tale.form_of(visit) == "on_site"


def plan_another_assessment(tale: Tale) -> None:
    """In secret, on days that the change touches."""
    leader = tale.leader
    leader.go(f"/assessments/?q={tale.code}")
    leader.follow(f"Plan {tale.name}").types(
        planned_on=tale.a_working_day_from(tale.visit_on + timedelta(days=3)).isoformat(),
        how="on_site_2",
        scope="focused",
    )
    leader.presses("See who is free")
    choose_team(tale, leader, but=tale.mate)  # nobody goes there twice running with the same colleague
    leader.presses("Save the plan").sees("The team and planners alone know of it")


def planned_visit(tale: Tale) -> str:
    """A visit on site that the advisor plans; its id."""
    advisor = tale.advisor
    advisor.go(f"/visits/of/{tale.pk}/plan/")
    advisor.types(on=tale.visit_on.isoformat(), modality="on_site", agenda="Fire exits").presses(
        "Plan the visit"
    )
    return tale.visit()


def approve_change(tale: Tale, address: str) -> None:
    leader = tale.country_manager
    leader.go(address)
    leader.presses("Approve").sees("It takes effect")


def test_at_its_moment_visits_become_virtual_and_people_are_told(tale: Tale) -> None:
    tale.goes_on_to(tale.today + timedelta(days=10), "00:05")
    visit = tale.visit()
    tale.advisor.waits_for(lambda: tale.form_of(visit) == "virtual", "the visit is virtual")
    tale.manager.go(f"/visits/{visit}/")
    tale.manager.sees("a blockade of the roads").shows("visit-virtual")
    tale.manager.go("/notices/")
    tale.manager.waits_to_see("Visits by programme staff: suspended")
    tale.advisor.go(f"/visits/of/{tale.pk}/plan/")
    tale.advisor.types(on=tale.visit_on.isoformat(), modality="on_site").presses("Plan the visit")
    tale.advisor.sees("nobody visits this factory")


def test_an_exception_lets_one_critical_visit_happen(tale: Tale) -> None:
    leader = tale.at_the_factory(tale.country_manager)
    leader.follow("Name an exception").shows("exception").types(
        valid_from=tale.visit_on.isoformat(),
        valid_until=(tale.visit_on + timedelta(days=1)).isoformat(),
        modality="on_site",
        reason="Cracks in a wall of hall two.",
        clearance="Ministry of Labour and UN security, by letter.",
    )
    leader.presses("Name the exception").sees("The exception is named")
    assert tale.form_of(tale.visit()) == "on_site"


def test_a_factory_is_suspended_on_its_own(tale: Tale) -> None:
    today, admin = tale.today, tale.at_the_factory(tale.admin)
    admin.follow("Change a fact").types(
        fact="production:suspended", valid_from=today.isoformat(), decision="The factory stands still."
    )
    admin.presses("Show what it would do").sees("factories change phase")
    admin.presses("Ask the country manager")
    approve_change(tale, admin.page.url)
    admin.waits_to_see("Applied")


def test_then_visits_are_possible_again(tale: Tale) -> None:
    admin, tomorrow = tale.admin, tale.today + timedelta(days=1)
    for address, fact in (
        ("/changes/new/KH/", "visits:possible"),
        (f"{tale.factory}fact/", "production:fully"),
    ):
        admin.go(address)
        admin.types(fact=fact, valid_from=tomorrow.isoformat(), decision="The roads are open.")
        admin.presses("Show what it would do").presses("Ask the country manager")
        approve_change(tale, admin.page.url)
    tale.goes_on_to(tomorrow, "00:05")
    admin.go("/changes/")
    admin.waits_for(lambda: "Approved" not in admin.reads, "both changes are applied")
    tale.advisor.go(f"/visits/of/{tale.pk}/plan/")
    day = tale.a_working_day_from(tale.visit_on + timedelta(days=1))
    tale.advisor.types(on=day.isoformat(), modality="on_site").presses("Plan the visit").sees(
        "The visit is planned"
    )
