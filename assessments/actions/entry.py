"""Answers, entered by two people at once: nothing is overwritten unseen (ASM-5, ASM-8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.models import User
from accounts.verbs import verb
from assessments.actions.guards import locked, require_open_entry, require_team
from assessments.asked import questions_of
from assessments.merging import NOTHING, Merge, Said, merge
from assessments.models import Answer, Assessment, QuestionText


@dataclass(frozen=True)
class Given:
    """One question's answer as a person gave it, and the version the person had seen (0: none)."""

    question: QuestionText
    value: str
    words: str
    base: int

    @property
    def said(self) -> Said:
        value = self.value
        if self.question.is_fact:
            value = Answer.Value.FACT if self.words.strip() else ""
        return Said(value, self.words.strip())


@dataclass(frozen=True)
class Conflict:
    """Two people changed one answer; a person chooses. `theirs` is what stands there now."""

    mine: Given
    theirs: Answer


class TwoAnswers(WrongState):
    """For a single answer: somebody else changed it meanwhile."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(_("Somebody else changed this answer meanwhile. Choose one of the two."))
        self.conflict = conflict


@verb
def save_answers(*, assessment: Assessment, given: Sequence[Given], by: User, at: datetime) -> list[Conflict]:
    """Writes what changed and was not changed by another meanwhile; returns the rest, unwritten."""
    require_team(assessment, by)
    row = locked(assessment)
    require_open_entry(row)
    _check(row, given)
    standing = _standing(assessment, given)
    seen = _seen(given, standing)
    writing, conflicts = [], []
    for each in given:
        there = standing.get(each.question.pk)
        step = merge(base=seen[each.question.pk], mine=each.said, theirs=_said(there))
        if step is Merge.WRITE:
            writing.append(_changed(assessment, each, there, by, at))
        elif step is Merge.CONFLICT and there is not None:
            conflicts.append(Conflict(each, there))
    _write(writing)
    return conflicts


@verb
def answer(
    *,
    assessment: Assessment,
    question: QuestionText,
    value: str,
    words: str = "",
    base: int,
    by: User,
    at: datetime,
) -> None:
    """One answer; raises TwoAnswers where a person must choose."""
    given = Given(question, value, words, base)
    for conflict in save_answers(assessment=assessment, given=[given], by=by, at=at):
        raise TwoAnswers(conflict)


def _check(assessment: Assessment, given: Iterable[Given]) -> None:
    """Every question is one that this assessment asks, and every value one that it takes."""
    wanted = {each.question.pk for each in given}
    if questions_of(assessment).filter(pk__in=wanted).count() != len(wanted):
        raise Invalid(_("This assessment does not ask this question."), "question")
    for each in given:
        allowed = {"", "fact"} if each.question.is_fact else {"", "yes", "no", "na"}
        if each.value not in allowed:
            raise Invalid(_("Answer yes, no, or does not apply."), "value")


def _standing(assessment: Assessment, given: Iterable[Given]) -> dict[UUID, Answer]:
    rows = Answer.rows.of(assessment).filter(question__in=[each.question.pk for each in given])
    return {row.question_id: row for row in rows.select_related("answered_by")}


def _seen(given: Iterable[Given], standing: Mapping[UUID, Answer]) -> dict[UUID, Said]:
    """What each person had before the eyes: usually what still stands, else from the trail."""
    seen, earlier = {}, []
    for each in given:
        there = standing.get(each.question.pk)
        if there is None or each.base == 0:
            seen[each.question.pk] = NOTHING
        elif each.base == there.version:
            seen[each.question.pk] = _said(there)
        else:
            earlier.append((there, each.base))
    return seen | _from_the_trail(earlier)


def _from_the_trail(earlier: Sequence[tuple[Answer, int]]) -> dict[UUID, Said]:
    if not earlier:
        return {}
    events = apps.get_model("assessments", "AnswerEvent")._default_manager
    found = {
        (event.pgh_obj_id, event.version): Said(event.value, event.words)
        for event in events.filter(pgh_obj__in=[row.pk for row, _base in earlier])
    }
    return {row.question_id: found.get((row.pk, base), NOTHING) for row, base in earlier}


def _said(row: Answer | None) -> Said:
    return Said(row.value, row.words) if row else NOTHING


def _changed(assessment: Assessment, given: Given, there: Answer | None, by: User, at: datetime) -> Answer:
    row = there or Answer(
        assessment=assessment, factory_id=assessment.factory_id, question=given.question, version=0
    )
    row.value, row.words = given.said.value, given.said.words
    row.version += 1
    row.answered_by, row.answered_at = by, at
    return row


def _write(rows: Iterable[Answer]) -> None:
    changed = list(rows)
    Answer.rows.bulk_create(row for row in changed if row.version == 1)
    Answer.rows.bulk_update(
        [row for row in changed if row.version > 1],
        ["value", "words", "version", "answered_by", "answered_at"],
    )
