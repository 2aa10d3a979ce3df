"""RPT-4: a released report never changes, and its digest and code prove it."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import payload as p
from reporting.freezing import ALPHABET, Unreadable, code_of, freeze, thaw, tidy_code
from tests.reporting import samples

ALL = [
    samples.assessment_report,
    samples.progress_report_1,
    samples.progress_report_2,
    samples.corrected,
]


@pytest.mark.parametrize("make", ALL)
def test_what_was_frozen_comes_back_as_it_was(make):
    report = make()
    frozen = freeze(report)
    assert thaw(frozen.json_text, digest=frozen.sha256) == report


@pytest.mark.parametrize("make", ALL)
def test_the_same_report_freezes_to_the_same_bytes(make):
    assert freeze(make()) == freeze(thaw(freeze(make()).json_text))


def test_the_digest_is_of_the_text_that_is_kept():
    frozen = freeze(samples.assessment_report())
    assert frozen.sha256 == sha256(frozen.json_text.encode()).hexdigest()


def test_letters_composed_in_two_ways_freeze_to_the_same_bytes():
    one, other = (
        replace(samples.assessment_report(), strengths=(samples.text(words),)) for words in ("é", "é")
    )
    assert freeze(one) == freeze(other)


def test_one_changed_letter_is_refused():
    frozen = freeze(samples.progress_report_2())
    altered = frozen.json_text.replace("Four of six doors", "Five of six doors")
    assert altered != frozen.json_text
    with pytest.raises(Unreadable, match="digest differs"):
        thaw(altered, digest=frozen.sha256)


@pytest.mark.parametrize(
    "change",
    [{"schema": p.SCHEMA + 1}, {"kind": "advisory"}, {"extra": 1}],
    ids=["newer schema", "unknown kind", "key too many"],
)
def test_a_form_that_this_version_does_not_know_is_refused(change):
    content = json.loads(freeze(samples.assessment_report()).json_text)
    with pytest.raises(Unreadable, match="does not know"):
        thaw(json.dumps(content | change))


@pytest.mark.parametrize("text", ["", "[]", "{}", '"report"', "null"])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(Unreadable, match="not a frozen report"):
        thaw(text)


def _with(change):
    content = json.loads(freeze(samples.assessment_report()).json_text)
    change(content["report"])
    return json.dumps(content)


@pytest.mark.parametrize(
    "change",
    [
        lambda report: report.pop("questions"),
        lambda report: report.update(notes="for staff alone"),
        lambda report: report["points"].update(part="20"),
        lambda report: report["points"].update(part=37),
        lambda report: report["points"].update(part=True),
        lambda report: report["assessment"].update(modality="by post"),
        lambda report: report["head"]["release"].update(at="2026-01-07T09:00:00"),
    ],
    ids=[
        "missing",
        "too many",
        "text for number",
        "impossible",
        "truth for number",
        "unknown word",
        "no offset",
    ],
)
def test_a_damaged_report_is_refused(change):
    with pytest.raises(Unreadable, match="damaged"):
        thaw(_with(change))


@given(st.binary(min_size=32, max_size=32))
def test_a_code_reads_back_however_it_is_typed(raw):
    code = code_of(raw.hex())
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert tidy_code(typed) == code
    assert set(code) <= {*ALPHABET, "-"}


@pytest.mark.parametrize("typed", ["", "7F3K-92QD", "7F3K-92QD-1MXU", "7F3K-92QD-1MXA-0"])
def test_what_cannot_be_a_code_is_none(typed):
    assert tidy_code(typed) is None


def test_codes_of_two_reports_differ():
    assert len({freeze(make()).code for make in ALL}) == len(ALL)


def test_a_float_cannot_be_frozen():
    with pytest.raises(TypeError):
        freeze(replace(samples.assessment_report(), points=p.Rate(part=0.5, base=1)))


def test_every_time_in_a_payload_carries_its_zone():
    """Dates stand in `Day` and `Moment` alone, and both have a zone."""
    bare = {p.Day: "on", p.Moment: "at"}
    for name in vars(p):
        part = getattr(p, name)
        if not is_dataclass(part):
            continue
        hints = get_type_hints(part)
        times = [field.name for field in fields(part) if "date" in str(hints[field.name])]
        assert times == ([bare[part]] if part in bare else []), part
        assert part not in bare or hints["zone"] is str


def test_a_moment_without_its_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        p.Moment(at=datetime(2026, 1, 7, 9, 0), zone=samples.PP)  # noqa: DTZ001
    assert p.Moment(at=datetime(2026, 1, 7, 2, 0, tzinfo=UTC), zone="UTC").at.hour == 2


def test_a_later_version_says_what_it_corrects():
    with pytest.raises(ValueError, match="corrects"):
        replace(samples.HEAD, version=2)
    with pytest.raises(ValueError, match="corrects"):
        replace(samples.corrected().head, version=1)


def test_every_kind_can_be_thawed():
    assert set(p.KINDS.values()) == set(get_args(p.Payload))
    assert set(p.KINDS) == set(p.Kind)


FORBIDDEN = (
    "evidence",
    "interview",
    "staff_note",
    "advisor",
    "approved_by",
    "planned",
    "logbook",
    "buyer_name",
)


def test_what_must_stay_inside_has_no_field():
    names = {
        field.name for name in vars(p) if is_dataclass(getattr(p, name)) for field in fields(getattr(p, name))
    }
    assert not [name for name in names if any(word in name for word in FORBIDDEN)]
