"""Progress Report 1, the factory's own, and Progress Report 2, the programme's (RPT-1, RPT-2)."""

from django.utils.translation import gettext as _

from accounts.errors import Invalid
from advisory.models import Visit
from assessments.models import Assessment
from reporting import payload as p
from reporting.composing import words
from reporting.composing.assessment import history
from reporting.composing.committee import committee
from reporting.composing.events import events
from reporting.composing.plan import Progress
from reporting.composing.source import Source, assessment, first_and_last, head
from reporting.models import Report


def progress_report_1(source: Source) -> p.ProgressReport1:
    """Written by the factory alone; raises Invalid where the overview is missing."""
    own = factory_part(source)
    if own is None:
        raise Invalid(_("Write the overview before you send the report."), field="own_overview")
    progress = _progress(source)
    return p.ProgressReport1(
        head=head(source, p.Author.FACTORY, *_span(source)),
        assessment=assessment(source),
        own=own,
        plan=progress.plan(),
        public_issues=progress.public_issues(),
        committee=committee(source, meetings=True),
        visits=_visits(source),
    )


def progress_report_2(source: Source) -> p.ProgressReport2:
    """Written by the advisor; in a joined report the factory's own part, once sent, stands first."""
    progress, (stoppages, incidents) = _progress(source), events(source)
    return p.ProgressReport2(
        head=head(source, p.Author.PROGRAMME, *_span(source)),
        assessment=assessment(source),
        summary=_needed(source, "summary", _("Write the summary.")),
        cooperation=_judgement(source, "cooperation", _cooperation(source)),
        dialogue=_judgement(source, "dialogue", ()),
        plan=progress.plan(),
        own=factory_part(source) if source.report.joined and source.report.own_submitted_at else None,
        history=history(source),
        public_issues=progress.public_issues(),
        committee=committee(source, meetings=True),
        visits=_visits(source),
        stoppages=stoppages,
        incidents=incidents,
    )


def factory_part(source: Source) -> p.FactoryPart | None:
    overview = source.part("own_overview")
    if overview is None:
        return None
    return p.FactoryPart(
        submitted=words.moment(source.report.own_submitted_at or source.at, source.zone),
        overview=overview,
        dialogue=source.part("own_dialogue"),
        systems=source.part("own_systems"),
        learning=source.part("own_learning"),
    )


def _progress(source: Source) -> Progress:
    """Raises Invalid before the findings were shared: until then there is nothing to progress on."""
    if source.assessment.status not in (Assessment.Status.SHARED, Assessment.Status.FINALISED):
        raise Invalid(_("The findings have not been shared with the factory yet."))
    return Progress(source)


def _span(source: Source) -> tuple[p.Day, p.Day]:
    """From the last day of data collection to the day of writing."""
    last_day = first_and_last(source)[1]
    written = words.day(words.local_day(source.at, source.zone), source.zone)
    return last_day, written


def _needed(source: Source, section: str, sentence: str) -> p.Text:
    found = source.part(section)
    if found is None:
        raise Invalid(sentence, field=section)
    return found


def _judgement(source: Source, about: str, facts: tuple[p.Fact, ...]) -> p.Judgement:
    level = source.part(f"{about}_level")
    if level is None or level.words not in set(p.Level):
        raise Invalid(_("Choose a level and say why."), field=f"{about}_level")
    sentence = _needed(source, about, _("Say in a sentence why you judge so."))
    return p.Judgement(level=p.Level(level.words), sentence=sentence, facts=facts)


def _cooperation(source: Source) -> tuple[p.Fact, ...]:
    """What the programme's own rows say of cooperation: whether Progress Report 1 came in time."""
    first = Report.rows.filter(assessment=source.assessment, kind=Report.Kind.PROGRESS_1).first()
    if first is None or first.due_at is None or first.due_at > source.at:
        return ()
    in_time = first.own_submitted_at is not None and first.own_submitted_at <= first.due_at
    if in_time:
        said = _("Progress Report 1 was sent in time")
    elif first.own_submitted_at:
        said = _("Progress Report 1 was sent late")
    else:
        said = _("Progress Report 1 was not sent")
    return (p.Fact(met=in_time, sentence=words.said(said, source.languages[0])),)


def _visits(source: Source) -> tuple[p.Visit, ...]:
    """Advisory visits held since the assessment."""
    last_day = source.assessment.last_day
    today = words.local_day(source.at, source.zone)
    if last_day is None:
        return ()
    held = Visit.rows.held().between(last_day, today).filter(factory=source.report.factory_id).order_by("on")
    return tuple(_visit(row, source) for row in held)


def _visit(row: Visit, source: Source) -> p.Visit:
    topics = ", ".join(topic.replace("_", " ") for topic in row.topics) or _("not recorded")
    return p.Visit(
        day=words.day(row.on, source.zone),
        modality=p.Modality(row.modality),
        management=p.People(women=row.managers_women, men=row.managers_men),
        workers=p.People(women=row.workers_women, men=row.workers_men),
        topics=words.said(topics),
        picc_facilitated=row.picc_facilitated,
    )
