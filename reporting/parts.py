"""What this floor adds to the page of a factory, and who may still know a message of its kinds."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import PLANNERS, Role, User
from advisory.buyers import activity
from advisory.incidents.shown import add_card
from advisory.models import Incident
from assessments import hooks
from assessments.models import Assessment
from factories import outbox, page
from factories.models import BuyerLink, Family, Level, Message
from reporting.bylanguage import in_words
from reporting.models import Download, EvidenceFile, FactoryReply, Notice, NoticeRecipient, Report
from reporting.promises import why
from reporting.reportlist import title, waits_for

IN_TIMELINE = 6
IN_LOG = 500
KINDS = ("report_released", "report_corrected", "report_not_submitted")


def reports_of(user: User, at: datetime) -> "QuerySet[Any]":
    return Report.objects.visible_to(user)


def entries(frame: page.Frame) -> Iterable[page.Entry]:
    """Reports that were released, and those that are due; newest and nearest first."""
    rows: Any = Report.objects.visible_to(frame.user).filter(factory=frame.factory.pk, waived_at=None)
    for report in rows.select_related("rule").order_by("-release_at")[:IN_TIMELINE]:
        url = reverse("report", args=[report.pk])
        if report.done_at:
            yield page.Entry(_("%s released") % title(report), report.done_at, url=url, icon="document")
        elif report.due_at:
            reason = why(report)
            yield page.Entry(
                title(report),
                report.due_at,
                text=_("Waits for %s.") % waits_for(report) if waits_for(report) else "",
                url=url,
                icon="document",
                due="promise",
                why=reason.text if reason else "",
            )


def downloads(link: BuyerLink, user: User) -> Iterable[activity.Act]:
    """What a person of a buyer read and took away, in the buyer's log; only what is open to it still."""
    mine = Download.objects.visible_to(user).filter(user=user, factory=link.factory_id)
    rows = mine.select_related("version__report").defer("version__payload").order_by("-at")
    for each in rows[:IN_LOG] if link.confirmed_at else ():
        report = each.version.report
        said = {"report": title(report), "format": each.format.upper()}
        what = gettext("Opened or downloaded: %(report)s (%(format)s)") % said
        yield activity.Act(each.at, user.name, what, reverse("report", args=[report.pk]))


def may_read(message: Message) -> bool:
    """Asked again when the mail is sent: whoever lost a condition since is not told."""
    return Report.rows.visible_to(message.to).filter(pk=message.subject_id or message.pk).exists()


def may_read_notice(message: Message) -> bool:
    """Whoever lost a condition between the decision and the sending is not told."""
    return Notice.rows.visible_to(message.to).filter(pk=message.subject_id or message.pk).exists()


def notices_of(incident: Incident, user: User) -> Mapping[str, object] | None:
    """Its notices to buyers, and whom they reached, on the incident's page."""
    rows: Any = Notice.objects.visible_to(user).filter(incident=incident)
    lines: Any = NoticeRecipient.objects.visible_to(user).filter(notice__incident=incident)
    found = list(rows.select_related("written_by", "approved_by").order_by("-drafted_at"))
    untold = lines.filter(told_at=None).select_related("buyer").order_by("buyer__name")
    writes = user.is_programme_staff
    return {"notices": found, "untold": list(untold), "writes": writes} if found else None


def evidence_of(incident: Incident, user: User) -> Mapping[str, object] | None:
    """Files of evidence, for the leaders of the country, who may ask for another one."""
    if not user.is_(*PLANNERS, Role.HEAD_OFFICE):
        return None
    files = EvidenceFile.objects.visible_to(user).filter(incident=incident).defer("pdf", "payload")
    return {"files": list(files.select_related("asked_by"))}


def has_read(message: Message) -> bool:
    """A recall goes to those who read the version, whatever they may see today."""
    return True


def on_its_page(message: Message) -> str:
    return reverse("notice", args=[message.subject_id])


def by_the_api(message: Message) -> str:
    """Where a buyer's system reads the report, with a key of its own."""
    return reverse("api:report-detail", args=[message.subject_id])


def of_an_update(message: Message) -> Mapping[str, object]:
    """The title of an update on conditions, in the reader's language where it was written in it."""
    return {"title": in_words(message.facts["titles"]).text}


def replies_of(user: User, assessment: Assessment) -> Mapping[UUID, hooks.Reply]:
    """The factory's replies to the findings of one assessment, for the assessment's own pages."""
    rows: Any = FactoryReply.objects.visible_to(user).filter(finding__assessment=assessment)
    return {
        row.finding_id: hooks.Reply(row.words, row.written_by.name, row.written_at)
        for row in rows.select_related("written_by")
    }


def fill() -> None:
    add_card("notices/of_incident.html", notices_of)
    add_card("notices/evidence_card.html", evidence_of)
    outbox.register(
        "notice_to_buyer",
        may_know=may_read_notice,
        family=Family.INCIDENTS,
        statutory=True,
        about=on_its_page,
    )
    activity.add(downloads)
    hooks.beside_findings(hooks.Replies(read=replies_of, url_name="finding_replies"))
    page.add(
        page.Section(
            "reports", _("Reports"), "factory_reports", order=40, counts=reports_of, levels=tuple(Level)
        )
    )
    page.add(page.Timeline(entries, levels=tuple(Level)))
    for kind in KINDS:
        outbox.register(kind, may_know=may_read, family=Family.REPORTS, about=by_the_api)
    outbox.register("report_recalled", may_know=has_read, family=Family.REPORTS, about=by_the_api)
    outbox.register("report_sent_back", family=Family.REPORTS)
    for kind in ("conditions_prepared", "conditions_asked"):
        outbox.register(kind, words=of_an_update, family=Family.RULES)
    outbox.register("conditions_alone", family=Family.RULES)
