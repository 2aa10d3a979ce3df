"""Tool versions: read by staff, compared, published by the administrator."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from accounts.errors import Invalid, NotAllowed, WrongState
from accounts.models import User
from assessments import actions, toolbook
from assessments.models import QuestionText, ToolVersion
from tests.assessments.making import TODAY, add_question, make_tool
from tests.factories import NOW, make_point
from tests.personas import World

Browse = Callable[[User | None], Client]


@pytest.fixture
def draft(world: World) -> ToolVersion:
    """A second version: one question reworded, one gone, one new."""
    make_tool(world.cambodia)
    newer = make_tool(world.cambodia, "KH 2026.2", published_at=None, valid_from=TODAY)
    newer.questions.get(question__key="payslip").delete()
    newer.questions.filter(question__key="fire_alarm").update(text="Is there a fire alarm that works?")
    add_question(newer, make_point("Leave", "Working Time"), "sick_leave", "Is sick leave granted?", "no")
    return newer


def publish(version: ToolVersion, by: User, valid_from: date = TODAY) -> ToolVersion:
    return actions.publish_version(version=version, valid_from=valid_from, by=by, at=NOW)


def test_questions_stand_by_cluster_and_point(world: World, browse: Browse) -> None:
    version = make_tool(world.cambodia)
    page = browse(world.assessor).get(f"/tools/{version.pk}/").content.decode()
    assert page.index("Emergency Preparedness") < page.index("Overtime Wages") < page.index("How many floors")


def test_versions_are_compared_by_the_questions_identity(world: World, draft: ToolVersion) -> None:
    older = ToolVersion.objects.get(number=1)
    told = toolbook.changes(older.questions.all(), draft.questions.all())
    assert [change.question.question.key for change in told.added] == ["sick_leave"]
    assert [change.question.question.key for change in told.removed] == ["payslip"]
    assert [(change.question.question.key, change.what) for change in told.changed] == [
        ("fire_alarm", ["wording"])
    ]
    assert told.same == 3


def test_the_page_of_changes_shows_both_wordings(world: World, browse: Browse, draft: ToolVersion) -> None:
    page = browse(world.administrator).get(f"/tools/{draft.pk}/changes/").content.decode()
    assert "<del>Is there a fire alarm?</del>" in page
    assert "<ins>Is there a fire alarm that works?</ins>" in page


def test_an_administrator_publishes_on_the_page(world: World, browse: Browse, draft: ToolVersion) -> None:
    sent = {"form_id": str(uuid4()), "valid_from": "2026-03-10"}
    assert browse(world.administrator).post(f"/tools/{draft.pk}/publish/", sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.published_at, draft.valid_from) == (NOW, date(2026, 3, 10))


def test_others_do_not_publish(world: World, browse: Browse, draft: ToolVersion) -> None:
    for who in (world.team_leader, world.assessor, world.manager):
        assert browse(who).post(f"/tools/{draft.pk}/publish/", {}).status_code == 404
        with pytest.raises(NotAllowed):
            publish(draft, who)


def test_a_published_version_is_not_published_again(world: World) -> None:
    with pytest.raises(WrongState, match="never changes"):
        publish(make_tool(world.cambodia), world.administrator)


def test_nothing_comes_into_force_in_the_past(world: World, draft: ToolVersion) -> None:
    with pytest.raises(Invalid, match="today or a later day"):
        publish(draft, world.administrator, date(2026, 3, 1))


def test_a_version_without_questions_is_not_published(world: World, draft: ToolVersion) -> None:
    QuestionText.objects.filter(version=draft).delete()
    with pytest.raises(Invalid, match="asks nothing"):
        publish(draft, world.administrator)


def test_the_tool_is_the_staffs_of_its_country(world: World, browse: Browse) -> None:
    version = make_tool(world.cambodia)
    for who in (world.advisor, world.administrator, world.head_office):
        assert browse(who).get(f"/tools/{version.pk}/").status_code == 200
    for who in (world.manager, world.buyer_user, world.haitian_advisor):
        assert browse(who).get(f"/tools/{version.pk}/").status_code == 404
