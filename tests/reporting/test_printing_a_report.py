"""RPT-4: the PDF, from the frozen document alone."""

import io
import re
import subprocess
import sys

import pytest
from pypdf import PdfReader

from reporting.freezing import freeze
from reporting.rendering import PdfUnavailable, pdf, pdf_available, render_document, render_pdf
from tests.reporting import samples, samples_jordan


def pages(made):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


@pytest.fixture(scope="module")
def assessment():
    return render_pdf(samples.assessment_report(), "en")


@pytest.fixture(scope="module")
def progress():
    return render_pdf(samples.progress_report_2(), "en")


def test_every_finding_can_be_read(assessment):
    words = " ".join(pages(assessment))
    report = samples.assessment_report()
    sentences = [f.sentence.words for c in report.clusters for p in c.results for f in p.findings]
    assert [said for said in sentences if said not in words] == []


def test_each_page_after_the_cover_names_report_version_and_code(assessment):
    code = freeze(samples.assessment_report()).code
    texts = pages(assessment)
    foot = f"Assessment report · Angkor Stitch · Version 1 · {code}"
    assert all(foot in page for page in texts[1:])
    assert [re.search(r"\d+ / \d+$|^\d+ / \d+", page) is not None for page in texts].count(False) <= 1
    assert all(f"{number} / {len(texts)}" in page for number, page in enumerate(texts, 1) if number > 1)


def test_the_contents_name_the_right_pages(assessment):
    texts = pages(assessment)
    for title, number in re.findall(r"\d+\. ([A-Z][A-Za-z() -]+?) (\d+)(?= \d+\.)", texts[1]):
        assert title in texts[int(number) - 1], title


def test_a_tables_head_stands_on_each_of_its_pages(progress):
    plan = [page for page in pages(progress) if re.search(r"IP-0\d\d", page)]
    assert len(plan) > 2
    assert all("Action and owner" in page for page in plan)


def test_a_row_is_not_torn_apart():
    from weasyprint.formatting_structure.boxes import TableRowBox

    laid_out = pdf.laid_out(render_document(samples.progress_report_2(), "en"))
    rows = [
        box.element
        for page in laid_out.pages
        for box in page._page_box.descendants()
        if isinstance(box, TableRowBox) and box.element.tag == "tr" and box.element.find("td") is not None
    ]
    assert len(rows) > 40
    assert len(rows) == len(set(rows))


def test_the_document_is_tagged_and_says_its_language(assessment):
    reader = PdfReader(io.BytesIO(assessment))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Assessment report, Angkor Stitch"
    assert b"pdfuaid:part" in assessment or "pdfuaid" in str(reader.xmp_metadata.rdf_root.toxml())


def test_every_picture_has_words_for_who_cannot_see_it(progress):
    figures = [
        node.get_object()
        for node in PdfReader(io.BytesIO(progress)).trailer["/Root"]["/StructTreeRoot"]["/K"]
    ]
    seen = []
    while figures:
        node = figures.pop()
        if isinstance(node, dict):
            if node.get("/S") == "/Figure":
                seen.append(node.get("/Alt"))
            children = node.get("/K", [])
            figures += [
                child.get_object() for child in (children if isinstance(children, list) else [children])
            ]
    assert len(seen) > 20
    assert all(seen)


def test_fonts_are_our_own(assessment):
    fonts = set(re.findall(rb"/BaseFont /([\w+-]+)", assessment)) or {
        str(font["/BaseFont"])
        for page in PdfReader(io.BytesIO(assessment)).pages
        for font in (f.get_object() for f in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all("Noto" in str(name) or "Overpass" in str(name) for name in fonts), fonts


def test_the_same_payload_gives_the_same_file():
    report = samples_jordan.jordan()
    assert render_pdf(report, "en") == render_pdf(report, "en")


@pytest.mark.parametrize(
    ("make", "language"),
    [(samples_jordan.crowded, "en"), (samples_jordan.crowded, "ar"), (samples_jordan.jordan, "ar")],
)
def test_no_word_runs_over_the_edge(make, language):
    from weasyprint.formatting_structure.boxes import TextBox

    for page in pdf.laid_out(render_document(make(), language)).pages:
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and box.text.strip() and box.style["font_size"] > 2:
                assert box.position_x >= 0, box.text
                assert box.position_x + box.width <= page.width + 0.5, box.text


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "file:///etc/passwd",
        "../manage.py",
        "fonts/../../manage.py",
        "data:image/png;base64,AA==",
    ],
)
def test_nothing_is_fetched_from_elsewhere(address):
    with pytest.raises(pdf.ForeignAddress):
        pdf.pdf_of(f'<html lang="en"><title>x</title><img alt="x" src="{address}">', identifier=b"x")


def test_a_machine_without_the_libraries_says_what_to_install(monkeypatch):
    def missing():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "_maker", missing)
    assert not pdf_available()
    assert "apt-get install -y --no-install-recommends libpango-1.0-0" in pdf_available().sentence
    with pytest.raises(PdfUnavailable, match="apt-get install"):
        render_pdf(samples.corrected(), "en")


def test_nothing_of_it_is_loaded_before_a_pdf_is_asked_for():
    code = "import django; django.setup(); import reporting.rendering, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
