"""The clock releases what was approved: once, to all at one moment, and says so to whom it concerns."""

from datetime import timedelta

import pytest

from factories.models import AccessForm, BuyerLink, Message, PaidRegistration
from reporting.actions import approve, hold, recall, record_reading, resume, submit_for_approval, write_parts
from reporting.drains import releasing, rendering, telling
from reporting.drains.releasing import release_reports
from reporting.drains.rendering import render_reports
from reporting.models import Report, ReportFile, ReportVersion
from reporting.rendering.pdf import Availability
from tests.personas import World
from tests.reporting.making import DRAFTED, RELEASE, approved, drafted, released
from tests.roles import as_app, as_role

BEFORE, LATER = RELEASE - timedelta(seconds=1), RELEASE + timedelta(days=2)


def rendered(world: World) -> Report:
    report = approved(world)
    render_reports(DRAFTED)
    return Report.rows.get(pk=report.pk)


def told(kind: str) -> set[str]:
    return set(Message.rows.filter(kind=kind).values_list("to__name", flat=True))


def test_a_second_before_its_moment_it_stays(world: World) -> None:
    rendered(world)
    assert release_reports(BEFORE) == 0


def test_at_its_moment_it_is_released(world: World) -> None:
    report = rendered(world)
    assert release_reports(RELEASE) == 1
    report = Report.rows.select_related("current").get(pk=report.pk)
    assert (report.status, report.released_at, report.done_at) == ("released", RELEASE, RELEASE)
    assert report.current is not None and report.current.released_at == RELEASE


def test_released_twice_changes_nothing(world: World) -> None:
    rendered(world)
    release_reports(RELEASE)
    messages = Message.rows.count()
    assert release_reports(LATER) == 0
    assert Message.rows.count() == messages


def test_many_batches_release_each_report_once(world: World) -> None:
    rendered(world)
    copies = more_approved(world, 7)
    assert release_reports(RELEASE, batch=3) == 8
    assert Report.rows.filter(status="released").count() == 1 + len(copies)


def more_approved(world: World, count: int) -> list[Report]:
    """Further approved and rendered reports of the same factory, without an assessment."""
    first = Report.rows.select_related("current").get(kind="assessment_report")
    made = []
    for number in range(count):
        version = ReportVersion.rows.get(pk=first.current_id)
        report = Report.rows.create(
            factory=world.factory, cycle=world.cycle, kind=first.kind, release_at=RELEASE
        )
        version.pk, version.report, version.code = None, report, f"CODE-{number}"
        version.pk = report.pk
        version.save(force_insert=True)
        Report.rows.filter(pk=report.pk).update(status="approved", current=version, rendered_at=DRAFTED)
        made.append(report)
    return made


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = rendered(world)

    def killed(*given: object) -> None:
        raise SystemExit

    monkeypatch.setattr(releasing, "tell_of_releases", killed)
    with pytest.raises(SystemExit):
        release_reports(RELEASE)
    assert Report.rows.get(pk=report.pk).status == "approved"
    assert not Message.rows.exists()
    monkeypatch.undo()
    assert release_reports(RELEASE) == 1


def test_buyers_constituents_the_factory_and_the_advisor_are_told(world: World) -> None:
    rendered(world)
    release_reports(RELEASE)
    assert told("report_released") == {"Ingrid Berg", "Pich Sreymom", "Chan Sokha", "Ros Sothy"}


@pytest.mark.parametrize("missing", ["relationship", "form", "payment"])
def test_a_buyer_who_lacks_one_condition_is_not_told(world: World, missing: str) -> None:
    rendered(world)
    take_away(world, missing)
    release_reports(RELEASE)
    assert "Ingrid Berg" not in told("report_released")


def take_away(world: World, condition: str) -> None:
    if condition == "relationship":
        BuyerLink.rows.update(ended_at=DRAFTED)
    elif condition == "form":
        AccessForm.rows.update(revoked_at=DRAFTED)
    else:
        PaidRegistration.rows.update(ended_at=DRAFTED)


def test_a_held_report_stays_until_it_goes_on(world: World) -> None:
    report = rendered(world)
    hold(report=report, reason="We ask first.", by=world.team_leader, at=DRAFTED)
    assert release_reports(RELEASE) == 0
    resume(report=report, by=world.team_leader, at=LATER)
    render_reports(LATER)
    assert release_reports(LATER) == 1


def test_an_unapproved_report_stays(world: World) -> None:
    drafted(world)
    render_reports(DRAFTED)
    assert release_reports(LATER) == 0


def test_the_worker_role_renders_and_releases(world: World) -> None:
    approved(world)
    with as_role("bw_worker"):
        assert render_reports(DRAFTED) == 1
        assert release_reports(RELEASE) == 1


# -- Rendering -------------------------------------------------------------------------------
def formats() -> set[str]:
    return set(ReportFile.rows.values_list("format", flat=True))


def test_what_is_approved_is_rendered_before_its_moment(world: World) -> None:
    rendered(world)
    assert formats() == {"pdf", "html", "xlsx"}


def test_without_pdf_libraries_the_rest_is_rendered_and_the_pdf_follows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(world)
    monkeypatch.setattr(rendering, "pdf_available", lambda: Availability(ok=False, sentence="no"))
    render_reports(DRAFTED)
    assert formats() == {"html", "xlsx"}
    assert release_reports(RELEASE) == 1
    monkeypatch.undo()
    render_reports(RELEASE)
    assert formats() == {"pdf", "html", "xlsx"}
    assert not ReportVersion.rows.filter(awaits_pdf=True).exists()


def test_one_bad_report_does_not_stop_the_others(world: World) -> None:
    approved(world)
    bad = more_approved(world, 1)[0]
    Report.rows.filter(pk=bad.pk).update(rendered_at=None)
    ReportVersion.rows.filter(report=bad).update(payload="{}")
    render_reports(DRAFTED)
    assert release_reports(RELEASE) == 1
    assert "digest" in Report.rows.get(pk=bad.pk).render_error


def test_rendering_gives_up_after_some_attempts(world: World) -> None:
    report = approved(world)
    ReportVersion.rows.update(payload="{}")
    for _ring in range(rendering.ATTEMPTS + 2):
        render_reports(DRAFTED)
    assert Report.rows.get(pk=report.pk).render_attempts == rendering.ATTEMPTS


# -- Recalled and corrected ------------------------------------------------------------------
def read_by(world: World, *names: str) -> ReportVersion:
    version = ReportVersion.rows.get(released_at__isnull=False)
    for name in names:
        record_reading(versions=[version], format="pdf", by=getattr(world, name), at=RELEASE)
    return version


def test_those_who_read_a_recalled_version_are_told_once(world: World) -> None:
    report = released(world)
    read_by(world, "buyer_user", "buyer_user", "group_user")
    recall(report=report, reason="A name stands in it.", by=world.team_leader, at=LATER)
    assert telling.tell_readers(LATER) == 1
    assert telling.tell_readers(LATER) == 0
    assert told("report_recalled") == {"Ingrid Berg", "Grace Lee", "Pich Sreymom", "Chan Sokha"}


def test_a_recalled_report_is_closed_to_its_readers(world: World) -> None:
    report = released(world)
    recall(report=report, reason="A name stands in it.", by=world.team_leader, at=LATER)
    with as_app(world.buyer_user, LATER):
        assert not Report.rows.exists()
        assert not ReportVersion.rows.exists()
        assert not ReportFile.rows.exists()


def test_the_corrected_version_goes_out_and_the_old_one_stays_closed(world: World) -> None:
    report = released(world)
    recall(report=report, reason="A wrong article.", by=world.team_leader, at=LATER)
    write_parts(report=report, texts={"correction": "Article 177."}, by=world.assessor, at=LATER)
    submit_for_approval(report=report, by=world.assessor, at=LATER)
    approve(report=report, by=world.team_leader, at=LATER)
    render_reports(LATER)
    assert release_reports(LATER) == 1
    with as_app(world.buyer_user, LATER):
        assert list(ReportVersion.rows.values_list("number", flat=True)) == [2]
    assert "Ingrid Berg" in told("report_corrected")
    assert Report.rows.get(pk=report.pk).done_at == RELEASE  # the promise was kept then
