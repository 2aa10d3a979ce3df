"""RPT-1, RPT-4: what a reader finds in the page's twin of a report."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test.utils import override_settings

from reporting import payload as p
from reporting.freezing import freeze, texts
from reporting.rendering.html import TEMPLATE_VERSION, contents, render_document, render_html
from tests.reporting import samples

ALL = [
    samples.assessment_report,
    samples.progress_report_1,
    samples.progress_report_2,
    samples.corrected,
]


class Words(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.parts = []
        self.feed(html)

    def handle_data(self, data):
        self.parts.append(data)

    def __str__(self):
        return " ".join(" ".join(self.parts).split())


def read(report, language="en"):
    return str(Words(render_html(report, language)))


@pytest.mark.parametrize("make", ALL)
def test_the_same_payload_gives_the_same_bytes(make):
    assert render_html(make(), "en") == render_html(make(), "en")
    assert render_document(make(), "ar") == render_document(make(), "ar")


@pytest.mark.parametrize("make", ALL)
def test_nothing_but_the_payload_is_asked(make, django_db_blocker, settings):
    before = render_document(make(), "en")
    with override_settings(BASE_URL="https://elsewhere.example", TIME_ZONE="Asia/Tokyo", DEMO=True):
        assert render_document(make(), "en") == before


@pytest.mark.parametrize("make", ALL)
def test_the_foot_names_digest_code_and_versions(make):
    report, words = make(), read(make())
    frozen = freeze(report)
    assert frozen.sha256 in words
    assert frozen.code in words
    assert f"template {TEMPLATE_VERSION}" in words
    assert f"Version {report.head.version}" in words


def test_every_finding_stands_with_its_reference():
    report, words = samples.assessment_report(), read(samples.assessment_report())
    for cluster in report.clusters:
        for point in cluster.results:
            assert point.name.words in words
            for finding in point.findings:
                assert finding.sentence.words in words
                assert finding.legal_reference.words in words


@pytest.mark.parametrize("make", ALL)
def test_no_word_of_the_payload_is_lost(make):
    """Every text that somebody wrote is read by somebody."""
    report = make()
    words = read(report) + str(Words(render_document(report, "en")))
    kept_inside = {report.head.report_id, *report.head.languages, report.head.zone}
    codes = re.compile(r"[a-z\d.-]*|[A-Z]{2}")
    lost = [
        said
        for said in set(texts(report)) - kept_inside
        if not codes.fullmatch(said) and " ".join(said.split()) not in words
    ]
    assert lost == []


def test_the_factorys_reply_is_marked_unverified():
    report = render_html(samples.assessment_report(), "en")
    replies = re.findall(r'<div class="reply">.*?</div>', report, re.S)
    assert len(replies) == len(samples.REPLIES)
    assert all("Not verified by Better Work" in reply for reply in replies)


def test_the_original_stands_beside_its_translation():
    said = samples.REPLIES["Six of fourteen"].words
    html = render_html(samples.assessment_report(), "en")
    assert said.into("en") in html
    assert f'<p lang="km" dir="ltr">{said.words}</p>' in html


def test_progress_report_1_says_that_the_factory_wrote_it():
    words = read(samples.progress_report_1())
    assert words.startswith("✎ Written by the factory ! Not verified by Better Work")


def test_progress_report_2_says_that_the_programme_wrote_it():
    words = read(samples.progress_report_2())
    assert "Written by Better Work" in words
    assert "Not verified by Better Work" not in words


def test_in_haiti_the_factorys_part_comes_first_and_is_marked():
    report = replace(samples.progress_report_2(), own=samples.OWN)
    assert contents(report, "en")[0][0] == "own"
    words = read(report)
    assert words.index("Orders were low") < words.index("At a glance")
    assert "Not verified by Better Work" in words
    assert "<title>Progress report, " in render_document(report, "en")


def test_a_correction_says_why_and_what_it_replaces():
    words = read(samples.corrected())
    assert "This is version 2. It replaces version 1." in words
    assert "the last test was in March 2025" in words
    assert "7 Jan 2026, 09:00 Phnom Penh (UTC+7)" in words


def test_a_correction_stands_on_the_cover_of_the_document():
    cover = render_document(samples.corrected(), "en").partition('class="contents"')[0]
    assert "the last test was in March 2025" in cover


def test_a_focused_tool_is_named_and_not_compared_with_the_full_one():
    report = samples.assessment_report()
    tool = replace(report.assessment.tool, scope=p.Scope.FOCUSED)
    focused = replace(report, assessment=replace(report.assessment, tool=tool))
    assert "Focused tool" in read(focused)
    assert "trend" not in dict(contents(focused, "en"))
    assert "trend" in dict(contents(report, "en"))


def test_announced_and_unannounced_are_said():
    report = samples.assessment_report()
    check = replace(report.assessment, announced=True, modality=p.Modality.VIRTUAL)
    assert "Virtual; announced" in read(replace(report, assessment=check))
    assert "On-site; unannounced" in read(report)


def test_no_stoppage_is_said_and_not_left_out():
    assert "No work stoppage or strike is known" in read(replace(samples.progress_report_2(), stoppages=()))


def test_womens_share_stands_beside_the_workforces():
    assert "63% women; workforce 79%" in read(samples.progress_report_2())


def test_what_people_typed_is_never_markup():
    bad = samples.text("<script>alert(1)</script> & <b>bold</b>")
    html = render_document(replace(samples.assessment_report(), strengths=(bad,)), "en")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html


@pytest.mark.parametrize("make", ALL)
def test_pages_keep_to_the_content_policy(make):
    html = render_document(make(), "ar")
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", html)


@pytest.mark.parametrize("make", ALL)
def test_no_shape_carries_text(make):
    assert "<text" not in render_html(make(), "en")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_document_says_its_language_and_direction(language, direction):
    html = render_document(samples.progress_report_2(), language)
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_anchors_lead_to_their_parts():
    html = render_document(samples.assessment_report(), "en")
    anchors = re.findall(r'href="#(\w+)"', html)
    assert anchors == [name for name, _ in contents(samples.assessment_report(), "en")]
    assert all(html.count(f'id="{anchor}"') == 1 for anchor in anchors)


def test_jordans_months_are_called_as_in_jordan():
    report = samples.progress_report_2()
    jordan = replace(report.head, factory=replace(report.head.factory, country_code="JO"))
    assert "10 تشرين الثاني 2026" in read(replace(report, head=jordan), "ar").replace("الثلاثاء ", "")
    assert "10 نوفمبر 2026" in read(report, "ar")


def test_a_span_within_a_month_names_the_month_once():
    words = read(samples.progress_report_2())
    assert "11 to 12 Mar 2026" in words
    assert "11 Dec 2025 to 31 Oct 2026" in str(Words(render_document(samples.progress_report_2(), "en")))
