"""Who speaks, and how facts of country, region and factory come together: the pure resolver."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from programmes.policy import Asked, Phase, Speaker, Verdict, phase, resolve
from programmes.services import Modality, Service

DAY = date(2026, 3, 3)
VISIT, ON_SITE, VIRTUAL = Service.ADVISORY_VISIT, Modality.ON_SITE, Modality.VIRTUAL


def fact(subject: str, value: str, since: date = date(2026, 1, 1), until: date | None = None) -> Any:
    return SimpleNamespace(subject=subject, value=value, valid_from=since, valid_until=until)


def row(**given: Any) -> Any:
    in_force = SimpleNamespace(valid_from=date(2026, 1, 1), valid_until=None, country="")
    usual = {
        "code": "A", "country": "", "phases": [1, 2, 3], "service": VISIT, "modalities": [], "starts_on": None,
        "starts_by": None, "confirmed": True, "pilot": False, "targets": "", "condition": "", "allowed": True,
        "policy": in_force,
    }  # fmt: skip
    return SimpleNamespace(**usual | given)


def asked(number: int = 3, **given: Any) -> Asked:
    return Asked(DAY, "KH", Phase(number), **given)


@pytest.mark.parametrize(
    ("facts", "number"),
    [
        ([], 3),
        ([fact("visits", "suspended")], 2),
        ([fact("production", "suspended")], 1),
        ([fact("production", "suspended"), fact("visits", "suspended")], 1),
        ([fact("production", "partly"), fact("visits", "possible")], 3),
        ([fact("visits", "possible"), fact("visits", "suspended")], 2),
        ([fact("visits", "suspended", until=DAY)], 3),
        ([fact("visits", "suspended", since=date(2026, 3, 4))], 3),
    ],
)
def test_facts_give_the_phase_and_the_most_restrictive_holds(facts: list[Any], number: int) -> None:
    assert phase(facts, DAY).number == number


def test_the_phase_names_the_facts_that_gave_it() -> None:
    country, region = fact("visits", "possible"), fact("visits", "suspended")
    assert phase([country, region], DAY).facts == (region,)


def test_the_ordinary_rule_speaks_where_no_policy_does() -> None:
    found = resolve(VISIT, ON_SITE, asked(), [], Verdict.POSSIBLE)
    assert (found.yes, found.speaker) == (True, Speaker.ORDINARY)


def test_nobody_goes_there_while_visits_are_suspended() -> None:
    found = resolve(VISIT, ON_SITE, asked(2), [row()], Verdict.POSSIBLE)
    assert (found.verdict, found.speaker) == (Verdict.NOT, Speaker.FACT)
    assert resolve(VISIT, VIRTUAL, asked(2), [row()], Verdict.NOT).yes


def test_a_row_that_names_the_site_opens_it() -> None:
    assert resolve(VISIT, ON_SITE, asked(2), [row(modalities=[ON_SITE])], Verdict.NOT).yes


def test_an_exception_goes_before_everything() -> None:
    named = SimpleNamespace(service=VISIT, modality=ON_SITE, valid_from=DAY, valid_until=date(2026, 3, 4))
    found = resolve(VISIT, ON_SITE, asked(1, exceptions=[named]), [row(allowed=False)], Verdict.NOT)
    assert (found.yes, found.speaker, found.rows) == (True, Speaker.EXCEPTION, (named,))


def test_an_exception_is_for_its_days_and_its_form_alone() -> None:
    named = SimpleNamespace(service=VISIT, modality=ON_SITE, valid_from=date(2026, 2, 1), valid_until=DAY)
    assert not resolve(VISIT, ON_SITE, asked(2, exceptions=[named]), [], Verdict.POSSIBLE).yes


def test_a_countrys_row_goes_before_the_common_one() -> None:
    rows = [row(condition="where possible"), row(code="B", country="KH")]
    assert resolve(VISIT, ON_SITE, asked(), rows, Verdict.NOT).rows == (rows[1],)


def test_a_row_that_forbids_goes_before_all_rows() -> None:
    rows = [row(allowed=False), row(code="B", country="KH")]
    assert resolve(VISIT, ON_SITE, asked(), rows, Verdict.NOT).verdict is Verdict.NOT


def test_of_two_rows_the_more_cautious_one_speaks() -> None:
    rows = [row(), row(code="B", targets="high")]
    assert resolve(VISIT, ON_SITE, asked(), rows, Verdict.NOT).verdict is Verdict.TARGETED
    assert resolve(VISIT, ON_SITE, asked(priority="high"), rows, Verdict.NOT).yes


def test_learning_adds_up_from_phase_to_phase_and_monitoring_does_not() -> None:
    checks = Service.VIRTUAL_COMPLIANCE_CHECK
    assert resolve(VISIT, VIRTUAL, asked(3), [row(phases=[1, 2])], Verdict.NOT).yes
    found = resolve(checks, VIRTUAL, asked(3), [row(service=checks, phases=[2])], Verdict.POSSIBLE)
    assert found.verdict is Verdict.NOT


def test_a_policy_that_names_the_service_elsewhere_means_no_by_its_silence() -> None:
    found = resolve(VISIT, ON_SITE, asked(), [row(country="VN")], Verdict.POSSIBLE)
    assert (found.verdict, found.speaker) == (Verdict.NOT, Speaker.POLICY)


def version(country: str = "", **dates: date) -> Any:
    return SimpleNamespace(
        **{"valid_from": date(2026, 1, 1), "valid_until": None, "country": country} | dates
    )


def test_a_countrys_own_policy_goes_before_the_common_one_as_a_whole() -> None:
    rows = [
        row(modalities=[VIRTUAL]),
        row(code="B", country="KH", policy=version("KH"), modalities=[ON_SITE]),
    ]
    assert resolve(VISIT, ON_SITE, asked(), rows, Verdict.NOT).rows == (rows[1],)
    assert resolve(VISIT, VIRTUAL, asked(), rows, Verdict.NOT).verdict is Verdict.NOT


def test_another_countrys_policy_says_nothing_here_not_even_by_its_silence() -> None:
    other = row(country="HT", policy=version("HT"))
    assert resolve(VISIT, ON_SITE, asked(), [other], Verdict.POSSIBLE).speaker is Speaker.ORDINARY


def test_what_an_ended_policy_announced_gives_way_to_the_next_one() -> None:
    ended = version(valid_until=date(2026, 2, 1))
    announced = row(starts_on=date(2026, 2, 1), condition="where possible", policy=ended)
    assert resolve(VISIT, ON_SITE, asked(), [announced], Verdict.NOT).verdict is Verdict.CONDITIONAL
    following = row(code="B", policy=version(valid_from=date(2026, 2, 1)))
    assert resolve(VISIT, ON_SITE, asked(), [announced, following], Verdict.NOT).rows == (following,)
