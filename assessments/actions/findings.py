"""Findings: what a non-compliant answer means, in words for each of its readers (ASM-5)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.errors import Invalid, WrongState
from accounts.lifecycle import advance, may_become
from accounts.models import User
from accounts.verbs import verb
from advisory.models import PlanItem
from assessments import prudence
from assessments.actions.guards import locked, require_team
from assessments.asked import noncompliant, questions_of
from assessments.models import Answer, Assessment, Finding, InterviewEvidence, QuestionText

OPEN = (Assessment.Status.BEGUN, Assessment.Status.SHARED)


@verb
def write_finding(
    *,
    assessment: Assessment,
    question: QuestionText,
    sentence: str,
    evidence: str = "",
    legal_reference: str = "",
    interviews: str = "",
    checked: bool = False,
    by: User,
    at: datetime,
) -> Finding:
    """Words for a non-compliant answer; while the factory comments, the words may be bettered.

    `sentence` is for readers outside, `evidence` for the factory too, `interviews` for the team
    and planners alone. Where the first two look as if they told who said something, a person must
    say that they were `checked`. Whether the issue is public follows from the tool version.
    """
    require_team(assessment, by)
    row = locked(assessment)
    _check(row, question)
    _check_words(sentence, evidence, checked)
    finding, _new = Finding.rows.update_or_create(
        assessment=assessment,
        question=question,
        defaults={
            "factory_id": assessment.factory_id,
            "point_id": question.point_id,
            "sentence": sentence.strip(),
            "evidence": evidence.strip(),
            "legal_reference": legal_reference.strip(),
            "public": question.public,
            "written_by": by,
            "written_at": at,
        },
    )
    _keep_interviews(finding, interviews)
    return finding


@verb
def withdraw_finding(*, finding: Finding, value: str, reason: str, by: User, at: datetime) -> None:
    """In the comment window the team learns that it was wrong: the answer is put right, the
    finding goes, and the plan item that came from it alone is dropped. All of it stays in the trail.
    """
    assessment = Assessment.rows.get(pk=finding.assessment_id)
    require_team(assessment, by)
    if locked(assessment).status != Assessment.Status.SHARED:
        raise WrongState(_("A finding is withdrawn while the factory may comment, not before or after."))
    question = QuestionText.objects.get(pk=finding.question_id)
    if value not in {"yes", "no", "na"} or value == question.noncompliant_answer:
        raise Invalid(_("Choose the answer that holds instead."), "value")
    if not reason.strip():
        raise Invalid(_("Write why the finding is withdrawn."), "reason")
    answer = Answer.rows.select_for_update().get(assessment=assessment, question=question)
    answer.value, answer.version = value, answer.version + 1
    answer.answered_by, answer.answered_at = by, at
    answer.save(update_fields=["value", "version", "answered_by", "answered_at"])
    _drop(finding)
    finding.delete()


def _check(assessment: Assessment, question: QuestionText) -> None:
    if assessment.status not in OPEN:
        raise WrongState(_("Findings are written from the beginning of an assessment until it is final."))
    if not questions_of(assessment).filter(pk=question.pk).exists():
        raise Invalid(_("This assessment does not ask this question."), "question")
    if not noncompliant(question, Answer.rows.of(assessment).filter(question=question).first()):
        raise WrongState(_("The answer to this question is not non-compliant, so there is nothing to find."))
    written = Finding.rows.filter(assessment=assessment, question=question)
    if assessment.status == Assessment.Status.SHARED and not written.exists():
        raise WrongState(_("The findings were shared with the factory: no new one is added."))


def _check_words(sentence: str, evidence: str, checked: bool) -> None:
    if not sentence.strip():
        raise Invalid(_("Write the sentence that readers of the report see."), "sentence")
    for field, text in (("sentence", sentence), ("evidence", evidence)):
        if not checked and prudence.quotes(text):
            raise Invalid(
                _("This looks like a quotation. Move it to the interviews, or confirm below."), field
            )
        if not checked and prudence.counts_few(text):
            raise Invalid(
                _(
                    "This counts fewer than five people. Say “some”, move it to the interviews, or confirm below."
                ),
                field,
            )


def _keep_interviews(finding: Finding, words: str) -> None:
    if words.strip():
        InterviewEvidence.rows.update_or_create(
            finding=finding,
            defaults={
                "factory_id": finding.factory_id,
                "assessment_id": finding.assessment_id,
                "words": words.strip(),
            },
        )
    else:
        InterviewEvidence.rows.filter(finding=finding).delete()


def _drop(finding: Finding) -> None:
    """The plan item goes too, if it came from this finding and nobody has worked on it."""
    if finding.plan_item_id is None:
        return
    item = PlanItem.rows.filter(pk=finding.plan_item_id, origin=PlanItem.Origin.FINDING).first()
    if item and may_become(item, PlanItem.Status.DROPPED):
        advance(item, PlanItem.Status.DROPPED)
