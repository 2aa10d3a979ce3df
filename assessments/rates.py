"""How much of what was asked is non-compliant: shares per compliance point and cluster (ASM-5).

A compliance point is non-compliant if any of its questions is. Not applicable and not asked leave
the denominator; fact-gathering questions are in no rate. Two measures stand beside each other and
are named apart: the share of questions, and of compliance points, found non-compliant. Answers of
a focused and of a full tool are never mixed in one rate (ASM-4).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mixed(ValueError):
    """Answers of a focused and of a full tool were put into one rate."""


class Outcome(StrEnum):
    COMPLIANT = "compliant"
    NON_COMPLIANT = "non_compliant"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    FACT = "fact"


COUNTED = (Outcome.COMPLIANT, Outcome.NON_COMPLIANT)


def outcome(noncompliant_answer: str, value: str | None) -> Outcome:
    """What an answer means under a question's polarity.

    `noncompliant_answer` is "yes", "no", or "" for a fact-gathering question; `value` is "yes",
    "no", "na", "fact", or None where nothing was answered.

    >>> outcome("yes", "yes")  # “Are the exits locked?”
    <Outcome.NON_COMPLIANT: 'non_compliant'>
    >>> outcome("no", "yes")  # “Is there a fire alarm?”
    <Outcome.COMPLIANT: 'compliant'>
    """
    if not noncompliant_answer:
        return Outcome.FACT
    if value == "na":
        return Outcome.NOT_APPLICABLE
    if value not in {"yes", "no"}:
        return Outcome.NOT_ASKED
    return Outcome.NON_COMPLIANT if value == noncompliant_answer else Outcome.COMPLIANT


@dataclass(frozen=True)
class Answered:
    """One question of one assessment, and what came of it. Keys are ids or names, as one likes."""

    cluster: Hashable
    point: Hashable
    outcome: Outcome
    scope: str = "full"
    assessment: Hashable = None  # where answers of several assessments are put together


@dataclass(frozen=True)
class Share:
    """So many non-compliant of so many; without a base there is no share."""

    non_compliant: int
    of: int

    @property
    def percent(self) -> int | None:
        """Per cent, rounded half up."""
        return (200 * self.non_compliant + self.of) // (2 * self.of) if self.of else None


@dataclass(frozen=True)
class PointRate:
    """One compliance point of one assessment."""

    cluster: Hashable
    point: Hashable
    outcome: Outcome
    questions: Share


@dataclass(frozen=True)
class ClusterRate:
    cluster: Hashable
    questions: Share
    points: Share
    results: tuple[PointRate, ...]


@dataclass(frozen=True)
class Rates:
    """One assessment as a whole, cluster by cluster in the order of the answers."""

    scope: str
    questions: Share
    points: Share
    clusters: tuple[ClusterRate, ...]


def rates(answers: Iterable[Answered]) -> Rates:
    """The rates of one assessment. Raises Mixed where focused and full answers come together."""
    given = list(answers)
    scope = _one_scope(given)
    by_cluster: dict[Hashable, list[Answered]] = defaultdict(list)
    for answered in given:
        by_cluster[answered.cluster].append(answered)
    clusters = tuple(_cluster(key, answered) for key, answered in by_cluster.items())
    return Rates(
        scope=scope,
        questions=_sum(cluster.questions for cluster in clusters),
        points=_sum(cluster.points for cluster in clusters),
        clusters=clusters,
    )


def factories_by_point(answers: Iterable[Answered]) -> dict[Hashable, Share]:
    """For each compliance point, in how many of the assessments it was non-compliant.

    Assessments in which the point was not asked, or did not apply, are in no denominator.
    """
    given = list(answers)
    _one_scope(given)
    asked: dict[Hashable, dict[Hashable, list[Outcome]]] = defaultdict(lambda: defaultdict(list))
    for answered in given:
        asked[answered.point][answered.assessment].append(answered.outcome)
    return {
        point: _share([of_point(outcomes) for outcomes in assessed.values()])
        for point, assessed in asked.items()
    }


def of_point(outcomes: Sequence[Outcome]) -> Outcome:
    """What a compliance point is, from its questions: any non-compliant one makes it so."""
    for decisive in (
        Outcome.NON_COMPLIANT,
        Outcome.COMPLIANT,
        Outcome.NOT_APPLICABLE,
        Outcome.NOT_ASKED,
    ):
        if decisive in outcomes:
            return decisive
    return Outcome.FACT


def _cluster(key: Hashable, answers: list[Answered]) -> ClusterRate:
    by_point: dict[Hashable, list[Outcome]] = defaultdict(list)
    for answered in answers:
        by_point[answered.point].append(answered.outcome)
    results = tuple(
        PointRate(key, point, of_point(outcomes), _share(outcomes)) for point, outcomes in by_point.items()
    )
    return ClusterRate(
        cluster=key,
        questions=_sum(result.questions for result in results),
        points=_share([result.outcome for result in results]),
        results=results,
    )


def _share(outcomes: Sequence[Outcome]) -> Share:
    counted = [found for found in outcomes if found in COUNTED]
    return Share(counted.count(Outcome.NON_COMPLIANT), len(counted))


def _sum(shares: Iterable[Share]) -> Share:
    every = list(shares)
    return Share(sum(share.non_compliant for share in every), sum(share.of for share in every))


def _one_scope(answers: Sequence[Answered]) -> str:
    scopes = {answered.scope for answered in answers}
    if len(scopes) > 1:
        raise Mixed("Results of a focused and of a full tool are never mixed in one rate.")
    return scopes.pop() if scopes else "full"
