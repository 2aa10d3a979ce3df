"""The improvement plan in a progress report: progress on each non-compliance of the assessment.

What the factory diagnosed itself is never a finding (IP-2), so an item is in here only because a
finding points at it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Membership
from advisory.models import CommitteeMember, PlanAction, PlanItem
from assessments.models import Finding
from reporting import payload as p
from reporting.composing import words
from reporting.composing.assessment import findings_of
from reporting.composing.source import Source


def section_of(item: PlanItem) -> str:
    """The section in which an author writes about the progress of one item."""
    return f"item-{item.pk.hex}"


@dataclass(frozen=True)
class Followed:
    """A plan item and the findings that it answers to."""

    item: PlanItem
    findings: tuple[Finding, ...]

    @property
    def public(self) -> bool:
        return any(finding.public for finding in self.findings)


def followed(findings: Iterable[Finding]) -> list[Followed]:
    by_item: dict[UUID, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.plan_item_id is not None:
            by_item[finding.plan_item_id].append(finding)
    rows = [Followed(found[0].plan_item, tuple(found)) for found in by_item.values() if found[0].plan_item]
    return sorted(rows, key=lambda row: row.item.number)


class Progress:
    """Everything a progress report says of the plan."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings = findings_of(source.assessment)
        self.rows = followed(self.findings)
        self.actions = _actions([row.item.pk for row in self.rows])
        self.names = _names(source) if self.actions else set()

    def plan(self) -> p.Plan:
        return p.Plan(
            as_of=words.moment(self.source.at, self.source.zone),
            verified=_verified(self.rows),
            clusters=tuple(self._clusters()),
            items=tuple(self._item(row) for row in self.rows),
        )

    def _clusters(self) -> Iterable[p.ClusterProgress]:
        by_cluster: dict[str, list[Followed]] = defaultdict(list)
        for row in self.rows:
            by_cluster[row.findings[0].point.cluster.name].append(row)
        for name, rows in by_cluster.items():
            yield p.ClusterProgress(cluster=words.said(name), verified=_verified(rows))

    def _item(self, row: Followed) -> p.PlanItem:
        item, finding = row.item, row.findings[0]
        verified = item.verified_at and words.local_day(item.verified_at, self.source.zone)
        return p.PlanItem(
            reference=item.code,
            issue=words.said(finding.sentence, finding.written_by.language),
            point=words.said(finding.point.name),
            origin=p.Origin(item.origin),
            status=p.Status(item.status),
            actions=tuple(self._action(action) for action in self.actions.get(item.pk, [])),
            root_cause=words.text(item.root_cause),
            progress=self.source.part(section_of(item)),
            publicly_reported=row.public,
            verified_on=words.day(verified, self.source.zone) if verified else None,
        )

    def _action(self, action: PlanAction) -> p.Action:
        zone = self.source.zone
        return p.Action(
            what=words.said(action.words),
            owner=words.said(self._role(action.owner)),
            due=words.day(action.due_on, zone) if action.due_on else None,
            done_on=words.day(action.done_on, zone) if action.done_on else None,
        )

    def _role(self, owner: str) -> str:
        """Owners are roles in a report: a person's name does not leave the factory."""
        named = any(name in owner.casefold() for name in self.names)
        return _("A person of the factory") if named or not owner.strip() else owner

    def public_issues(self) -> tuple[p.PublicIssue, ...]:
        """The publicly reported issues found; what the factory claims, and our check of that alone."""
        return tuple(self._issue(finding) for finding in self.findings if finding.public)

    def _issue(self, finding: Finding) -> p.PublicIssue:
        issue = p.PublicIssue(
            number=finding.question.number,
            name=words.said(finding.question.text),
            result=p.Result.NON_COMPLIANT,
        )
        item = finding.plan_item
        if item is None or item.status not in (PlanItem.Status.DONE, PlanItem.Status.VERIFIED):
            return issue
        if item.verified_at is None:
            return replace(issue, claimed=True, check=p.Check.NOT_YET)
        checked = words.day(words.local_day(item.verified_at, self.source.zone), self.source.zone)
        return replace(issue, claimed=True, check=p.Check.CONFIRMED, checked_on=checked)


def _verified(rows: Sequence[Followed]) -> p.Rate:
    done = sum(row.item.status == PlanItem.Status.VERIFIED for row in rows)
    return p.Rate(part=done, base=len(rows))


def _actions(items: Sequence[UUID]) -> Mapping[UUID, list[PlanAction]]:
    found: dict[UUID, list[PlanAction]] = defaultdict(list)
    for action in PlanAction.rows.filter(item__in=items).order_by("due_on", "pk"):
        found[action.item_id].append(action)
    return found


def _names(source: Source) -> set[str]:
    """The names of the factory's people, in one query."""
    factory = source.report.factory
    people = Membership.objects.filter(organisation=factory.organisation_id).values_list("user__name")
    members = CommitteeMember.rows.filter(factory=factory).values_list("name")
    return {name.casefold() for (name,) in people.union(members) if name.strip()}
