"""RPT-4: the spreadsheet comes from the same frozen document, and no cell of it is a formula."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from reporting.freezing import freeze, texts
from reporting.rendering import render_xlsx
from tests.reporting import samples, samples_jordan

ALL = [
    samples.assessment_report,
    samples.progress_report_1,
    samples.progress_report_2,
    samples.corrected,
    samples_jordan.jordan,
]


def opened(report, language=None):
    return load_workbook(io.BytesIO(render_xlsx(report, language)))


def cells(book):
    return [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("make", ALL)
def test_the_first_sheet_names_digest_code_and_version(make):
    frozen = freeze(make())
    first = {row[0].value: row[1].value for row in opened(make(), "en").worksheets[0].iter_rows()}
    assert (first["Code"], first["Digest (SHA-256)"]) == (frozen.code, frozen.sha256)
    assert first["Version"] == make().head.version


@pytest.mark.parametrize("make", ALL)
def test_no_word_of_the_payload_is_lost(make):
    report = make()
    written = "\n".join(str(cell.value) for cell in cells(opened(report)))
    inside = {report.head.report_id, report.head.factory.country_code, *report.head.languages}
    translations = {"en", "ar", "km", "bn"}
    identities = {f.question for c in getattr(report, "clusters", ()) for p in c.results for f in p.findings}
    codes = {c.code for c in getattr(report, "clusters", ())}
    codes |= {p.code for c in getattr(report, "clusters", ()) for p in c.results}
    hidden = inside | translations | identities | codes | _translated_elsewhere(report)
    assert [said for said in set(texts(report)) - hidden if said not in written] == []


def _translated_elsewhere(report):
    """Translations into other languages than the workbook's, of Jordan's report alone."""
    return {"The committee works; its sides are not equal."} if report.head.languages[0] == "ar" else set()


@pytest.mark.parametrize("bad", ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1"])
def test_what_people_typed_is_never_a_formula(bad):
    report = samples.assessment_report()
    point = report.clusters[0].results[0]
    finding = replace(report.clusters[0].results[2].findings[0], sentence=samples.text(bad), plan_item=bad)
    cluster = replace(report.clusters[0], results=(replace(point, findings=(finding,)),))
    factory = replace(report.head.factory, name=bad)
    book = opened(replace(report, clusters=(cluster,), head=replace(report.head, factory=factory)))
    assert {cell.data_type for cell in cells(book)} <= {"s", "n", "d"}
    assert sum(str(cell.value).startswith("'") for cell in cells(book)) >= 3


def test_figures_stay_figures():
    page = opened(samples.assessment_report())["Clusters"]
    rates = {row[0].value: [cell.value for cell in row[2:]] for row in page.iter_rows(min_row=2)}
    assert rates["Discrimination"] == [2, 4, 2, 40]


def test_dates_stay_dates():
    page = opened(samples.progress_report_2())["Training"]
    assert page["B2"].value.date() == samples.TRAINING[0].first_day.on


def test_a_reply_is_marked_unverified():
    heads = [cell.value for cell in opened(samples.assessment_report())["Findings"][1]]
    assert "The factory's reply. Not verified by Better Work" in heads


def test_the_factorys_own_report_is_marked_unverified():
    first = [
        [cell.value for cell in row] for row in opened(samples.progress_report_1()).worksheets[0].iter_rows()
    ]
    assert ["Author", "Written by the factory"] in first
    assert ["Mark", "Not verified by Better Work"] in first


def test_an_arabic_workbook_opens_from_right_to_left():
    assert all(page.sheet_view.rightToLeft for page in opened(samples_jordan.jordan()))
    assert not any(page.sheet_view.rightToLeft for page in opened(samples_jordan.jordan(), "en"))


def test_characters_that_a_spreadsheet_cannot_hold_do_no_harm():
    report = replace(samples.assessment_report(), strengths=(samples.text("fans\x0b and\x00 water" * 4000),))
    [cell] = [cell for cell in cells(opened(report)) if str(cell.value).startswith("fans")]
    assert cell.value.startswith("fans and waterfans")
    assert len(cell.value) == 32_767
