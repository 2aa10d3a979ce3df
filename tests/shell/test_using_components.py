"""Template tags and includes: what they put on the page."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from accounts.lifecycle import Living
from betterwork.badges import BADGES
from betterwork.icons import ICONS

AT = datetime(2026, 11, 17, 9, 8, tzinfo=UTC)


def show(source: str, address: str = "/", **values: Any) -> str:
    request = RequestFactory().get(address)
    request.at = AT  # type: ignore[attr-defined]
    return Template(source).render(RequestContext(request, values, processors=[]))


class Visit(forms.Form):
    day = forms.DateField(help_text="The day you were there.")
    how = forms.ChoiceField(choices=[("on_site", "On-site")], widget=forms.RadioSelect)
    note = forms.CharField(widget=forms.Textarea, required=False)


def test_an_icon_is_decoration_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in show('{% icon "check" %}')
    assert 'role="img" aria-label="Met"' in show('{% icon "check" label="Met" %}')


def test_a_pointing_icon_mirrors() -> None:
    assert 'class="i flip"' in show('{% icon "next" %}')


def test_a_badge_says_its_word_beside_the_icon() -> None:
    page = show('{% badge "staff_only" %}')
    assert "tag staff" in page
    assert "Staff only" in page
    assert "<svg" in page


def test_a_badge_takes_another_word() -> None:
    assert "Waiting for check" in show('{% badge "waiting" "Waiting for check" %}')


def test_a_label_is_escaped() -> None:
    assert "&lt;b&gt;" in show('{% badge "waiting" word %}', word="<b>")


def test_every_badge_has_an_icon_that_exists() -> None:
    assert {badge.icon for badge in BADGES.values()} - {""} <= set(ICONS)


def _statuses() -> list[tuple[str, str]]:
    living = [model for model in apps.get_models() if issubclass(model, Living)]
    return [
        (str(model._meta.model_name), str(state))
        for model in living
        for state, _ in model._meta.get_field("status").flatchoices  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize(("model", "state"), _statuses())
def test_every_status_has_its_badge(model: str, state: str) -> None:
    assert f"{model}.{state}" in BADGES or state in BADGES


def test_a_due_chip_measures_against_the_moment_of_the_request() -> None:
    page = show('{% due moment zone="Asia/Phnom_Penh" %}', moment=AT + timedelta(days=2))
    assert "is-soon" in page
    assert '<b>Due in 2 days</b> <time datetime="2026-11-19T16:08+07:00">' in page


def test_a_due_chip_inside_an_include_keeps_the_moment() -> None:
    lines = [{"title": "Visit 3", "due_at": AT - timedelta(days=4)}]
    page = show('{% include "components/lines.html" with lines=lines only %}', lines=lines)
    assert "4 days over" in page


def test_no_due_moment_shows_nothing() -> None:
    assert show("{% due moment %}", moment=None).strip() == ""


def test_a_clock_marks_the_steps_of_its_escalation() -> None:
    page = show(
        '{% clock began ends steps="24 48" %}', began=AT - timedelta(hours=1), ends=AT + timedelta(hours=71)
    )
    assert page.count('class="tick"') == 2
    assert 'x="33.3333"' in page


def test_a_sorted_head_turns_the_order_around() -> None:
    page = show('{% sort_head "Due" "due" %}', "/?sort=due&q=lotus&page=3")
    assert 'aria-sort="ascending"' in page
    assert "sort=-due" in page
    assert "q=lotus" in page
    assert "page=" not in page


def test_a_pager_keeps_the_search() -> None:
    page = show("{% pager page %}", "/?q=lotus", page=Paginator(range(61), 5).page(2))
    assert "6 to 10 of 61" in page
    assert 'href="?q=lotus&amp;page=3"' in page
    assert 'aria-current="page">2<' in page


def test_a_field_ties_hint_and_error_to_its_input() -> None:
    page = show("{% include 'components/fields.html' with form=form only %}", form=Visit({}))
    assert 'aria-describedby="id_day_hint id_day_error"' in page
    assert 'id="id_day_hint"' in page
    assert 'id="id_day_error"' in page
    assert 'aria-invalid="true"' in page


def test_the_list_of_errors_links_to_the_fields() -> None:
    page = show("{% include 'components/errors.html' with form=form only %}", form=Visit({}))
    assert "2 things to correct" in page
    assert 'href="#id_day"' in page
    assert 'href="#id_how_0"' in page


def test_what_was_typed_is_not_lost() -> None:
    page = show(
        "{% include 'components/fields.html' with form=form only %}", form=Visit({"note": "Push bars"})
    )
    assert "Push bars" in page


def test_a_date_is_asked_by_the_browsers_own_picker() -> None:
    page = show("{% control form.day %}", form=Visit(initial={"day": AT.date()}))
    assert 'type="date"' in page
    assert 'value="2026-11-17"' in page


def test_optional_is_marked_and_required_is_not() -> None:
    page = show("{% include 'components/fields.html' with form=form only %}", form=Visit())
    assert page.count("(optional)") == 1


def test_a_form_carries_its_own_id_and_the_token() -> None:
    page = show('{% include "components/form.html" with form=form only %}', form=Visit())
    assert 'name="form_id"' in page
    assert 'name="csrfmiddlewaretoken"' in page


def test_a_part_outside_a_request_says_what_it_lacks() -> None:
    with pytest.raises(Exception, match="Say now"):
        Template("{% due moment %}").render(Context({"moment": AT}))


CHEAT_SHEET = settings.BASE_DIR / "templates" / "components" / "README.md"


@pytest.mark.parametrize("page", re.findall(r"```html\n(.*?)```", CHEAT_SHEET.read_text(), re.S))
def test_the_pages_of_the_cheat_sheet_compile(page: str) -> None:
    assert Template(page).nodelist


def test_the_cheat_sheet_names_every_component() -> None:
    inner = {
        "due",
        "clock",
        "mode",
        "sort",
        "pager",
        "field_notes",
        "messages",
    }  # by their tags, or inside others
    parts = {path.stem for path in CHEAT_SHEET.parent.glob("*.html")} - inner
    named = set(re.findall(r"`(\w+)`", CHEAT_SHEET.read_text()))
    assert parts - named == set()
