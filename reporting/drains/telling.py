"""Whom to tell, computed by the worker, in sets; written to the outbox in the same transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Membership, Role, User
from factories import outbox
from factories.models import AdvisorAssignment, Agreement, BuyerAccess, Message
from reporting.models import Download, Report, ReportVersion
from reporting.models.report import OPENED_BY

BATCH = 200


def tell_of_releases(reports: Sequence[Report], at: datetime) -> None:
    """Entitled buyers, constituents whose agreement opens it, the factory and its advisor; each once a version."""
    recipients = Recipients(reports, by_agreement(reports, at))
    outbox.enqueue_all(_messages(reports, recipients, "released", at))


def tell_of_missing(reports: Sequence[Report], at: datetime) -> None:
    """That the factory has not sent its progress report."""
    outbox.enqueue_all(_messages(reports, Recipients(reports), "not_submitted", at))


def _messages(
    reports: Iterable[Report], recipients: "Recipients", event: str, at: datetime
) -> Iterator[Message]:
    for report in reports:
        corrected = event == "released" and report.current is not None and report.current.number > 1
        kind = "report_corrected" if corrected else f"report_{event}"
        about = report.current_id if event == "released" else report.pk
        for to in recipients.of(report):
            yield outbox.message(
                key=f"report:{about}:{event}:user:{to.pk}",
                kind=kind,
                to=to,
                at=at,
                factory=report.factory,
                subject_id=report.pk,
                facts={"report_kind": report.kind},
            )


class Recipients:
    """Who is told of these reports, in four statements however many reports there are; `more` by report."""

    def __init__(self, reports: Sequence[Report], more: Mapping[UUID, set[UUID]] | None = None) -> None:
        self.more = more or {}
        self.by_cycle = _buyers({report.cycle_id for report in reports})
        self.by_factory = _factory_and_advisor({report.factory_id for report in reports})
        people = set().union(*self.by_cycle.values(), *self.by_factory.values(), *self.more.values())
        self.users = User.objects.filter(is_active=True).in_bulk(people)

    def of(self, report: Report) -> list[User]:
        found = self.by_cycle.get(report.cycle_id, set()) | self.by_factory.get(report.factory_id, set())
        found |= self.more.get(report.pk, set())
        return [self.users[pk] for pk in sorted(found) if pk in self.users]


def _buyers(cycles: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    """Buyer users who hold all three conditions, by the cycle that they paid for."""
    pairs = BuyerAccess.objects.filter(cycle_id__in=cycles).values_list("cycle_id", "user_id")
    return _grouped(pairs)


def _factory_and_advisor(factories: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    managers = Membership.objects.current().filter(
        role=Role.FACTORY_MANAGER, organisation__factory__in=factories
    )
    advisors = AdvisorAssignment.rows.current().filter(factory__in=factories)
    return _grouped(
        [
            *managers.values_list("organisation__factory", "user_id"),
            *advisors.values_list("factory_id", "advisor_id"),
        ]
    )


def by_agreement(reports: Sequence[Report], at: datetime) -> Mapping[UUID, set[UUID]]:
    """People of constituents whose agreement opens the report's kind on the country's local day, by report."""
    programmes = {report.factory.programme_id for report in reports}
    opening = Agreement.rows.approved().filter(programme__in=programmes, opens__overlap=list(OPENED_BY))
    agreements = list(opening)
    if not agreements:
        return {}
    held = Membership.objects.current().filter(role=Role.CONSTITUENT, user__is_machine=False)
    of_theirs = held.filter(organisation__in=[each.organisation_id for each in agreements])
    people = _grouped(of_theirs.values_list("organisation_id", "user_id"))
    return {
        report.pk: set().union(
            *(people.get(each.organisation_id, ()) for each in agreements if _opens(each, report, at))
        )
        for report in reports
    }


def _opens(agreement: Agreement, report: Report, at: datetime) -> bool:
    if agreement.programme_id != report.factory.programme_id:
        return False
    kind = next(opens for opens, kinds in OPENED_BY.items() if report.kind in kinds)
    today = at.astimezone(report.factory.programme.tz).date()
    return kind.value in agreement.opens and agreement.state(today) == "active"


def _grouped(pairs: Iterable[tuple[UUID, UUID]]) -> Mapping[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for key, user in pairs:
        found[key].add(user)
    return found


# -- Recalls ---------------------------------------------------------------------------------
def tell_readers(at: datetime) -> int:
    """Those who read or took away a version that was recalled since, and the factory's managers."""
    told = 0
    while done := _tell_batch(at):
        told += done
    return told


def _tell_batch(at: datetime) -> int:
    with transaction.atomic():
        untold = ReportVersion.rows.filter(
            told_at=None, withdrawn_at__isnull=False, released_at__isnull=False
        )
        claimed = list(
            untold.order_by("withdrawn_at")
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("factory", "report")
            .defer("payload")[:BATCH]
        )
        ReportVersion.rows.filter(pk__in=[version.pk for version in claimed]).update(told_at=at)
        outbox.enqueue_all(_recalls(claimed, at))
    return len(claimed)


def _recalls(versions: Sequence[ReportVersion], at: datetime) -> Iterator[Message]:
    readers = _grouped(
        Download.rows.filter(version__in=versions).values_list("version_id", "user_id").distinct()
    )
    managers = _factory_and_advisor({version.factory_id for version in versions})
    people = set().union(*readers.values(), *managers.values())
    users = User.objects.filter(is_active=True).in_bulk(people)
    for version in versions:
        for pk in sorted(readers.get(version.pk, set()) | managers.get(version.factory_id, set())):
            if pk in users:
                yield outbox.message(
                    key=f"report:{version.pk}:recalled:user:{pk}",
                    kind="report_recalled",
                    to=users[pk],
                    at=at,
                    factory=version.factory,
                    subject_id=version.report_id,
                    facts={"report_kind": version.report.kind},
                )
