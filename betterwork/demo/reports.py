"""The reports that the assessments owe, told by the product's own actions, each at its moment."""

from datetime import datetime, timedelta

from accounts.models import User
from assessments.models import Assessment, TeamMember
from betterwork.demo import words
from betterwork.demo.draw import Draw
from betterwork.demo.places import Place
from factories.delivery.laying import deliveries
from factories.models import Delivery, Message
from reporting.actions.approving import approve
from reporting.actions.factory import send_own_part, submit_progress_report_1
from reporting.actions.writing import submit_for_approval, write_parts
from reporting.drains.planning import plan_reports
from reporting.drains.releasing import lapse_reports, release_reports
from reporting.models import Report, ReportVersion
from reporting.payload import Level

Kind = Report.Kind
LEVELS = [level.value for level in Level][:2]
OLD_MAIL = timedelta(days=3)
WITHOUT_HURRY = timedelta(days=12)  # what goes out so long after it was written still waits for approval


def release_all(draw: Draw, places: list[Place], now: datetime) -> None:
    """Past reports are out, those of the next days are approved, of the week after wait for it, later ones are due."""
    by_factory = {place.factory.pk: place for place in places}
    plan_reports(now)
    reports = Report.rows.filter(release_at__lt=now + timedelta(days=14)).select_related(
        "factory", "assessment", "cycle"
    )
    for report in reports.order_by("release_at", "pk"):
        place = by_factory[report.factory_id]
        if _written(draw, report, now):
            _tell(draw, report, place, now)
    lapse_reports(now)
    _count_old_mail_as_sent(now)


def _written(draw: Draw, report: Report, now: datetime) -> bool:
    """Final findings are needed; a few factories do not send their Progress Report 1."""
    assert report.release_at
    final = report.assessment is not None and report.assessment.status == Assessment.Status.FINALISED
    if report.kind == Kind.PROGRESS_1 and report.release_at < now:
        return final and draw.happens(0.93)
    return final and (report.release_at < now or draw.happens(0.7))


def _tell(draw: Draw, report: Report, place: Place, now: datetime) -> None:
    assert report.release_at
    written = min(report.release_at, now) - timedelta(days=5)
    if report.kind == Kind.PROGRESS_1:
        texts = {"own_overview": draw.one(words.OVERVIEWS)}
        write_parts(report=report, texts=texts, by=place.manager, at=written)
        submit_progress_report_1(report=report, by=place.manager, at=written)
    else:
        _of_the_programme(draw, report, place, written)
    if report.release_at < now:
        _let_out(report)


def _of_the_programme(draw: Draw, report: Report, place: Place, at: datetime) -> None:
    if report.joined:
        own = {"own_overview": draw.one(words.OVERVIEWS)}
        write_parts(report=report, texts=own, own=True, by=place.manager, at=at)
        send_own_part(report=report, by=place.manager, at=at)
    author = _lead(report) if report.kind == Kind.ASSESSMENT else place.advisor
    texts = {
        "summary": draw.one(words.SUMMARIES),
        "strengths": "A clear procedure for complaints, known on every line.",
        "cooperation_level": draw.one(LEVELS),
        "cooperation": "Meetings were kept and documents given in time.",
        "dialogue_level": draw.one(LEVELS),
        "dialogue": "The committee meets each month; both sides put points on the agenda.",
    }
    write_parts(report=report, texts=texts, by=author, at=at)
    submit_for_approval(report=report, by=author, at=at)
    if report.release_at and report.release_at < at + WITHOUT_HURRY:
        approve(report=report, by=place.office.leaders[1], at=at + timedelta(days=2))


def _lead(report: Report) -> User:
    return TeamMember.rows.select_related("user").get(assessment=report.assessment, leads=True).user


def _let_out(report: Report) -> None:
    """Released at its own moment in the past; the worker adds the PDF when it comes to it."""
    assert report.release_at
    Report.rows.filter(pk=report.pk, status=Report.Status.APPROVED).update(rendered_at=report.release_at)
    release_reports(report.release_at)
    ReportVersion.rows.filter(report=report).update(awaits_pdf=True)


def _count_old_mail_as_sent(now: datetime) -> None:
    """A newcomer's first minutes are not spent on two years of letters."""
    old = list(
        Message.rows.filter(laid_at=None, queued_at__lt=now - OLD_MAIL).select_related("to", "factory")
    )
    laid = list(deliveries(old, now, now))
    for each in laid:
        is_read = each.channel == Delivery.Channel.INBOX
        each.status = Delivery.Status.READ if is_read else Delivery.Status.SENT
        each.sent_at, each.read_at = each.told_at, each.told_at if is_read else None
    Delivery.rows.bulk_create(laid)
    Message.rows.filter(pk__in=[each.pk for each in old]).update(laid_at=now)
