"""Addresses of the planning floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from planning.views import agenda, board, drafting, handover, policies, promises, regions
from planning.views import changes as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("changes/", views.changes, name="changes"),
    path("changes/new/<str:code>/", drafting.fact_draft_new, name="fact_draft_new"),
    path("calendars/<str:code>/<slug:kind>/new/", drafting.calendar_rule_new, name="calendar_rule_new"),
    path("changes/new/<str:code>/policy/", policies.policy_draft_new, name="policy_draft_new"),
    path("changes/<uuid:pk>/rows/new/", policies.policy_row_new, name="policy_row_new"),
    path("changes/<uuid:pk>/rows/<str:code>/", policies.policy_row, name="policy_row"),
    path("changes/<uuid:pk>/rows/<str:code>/end/", policies.policy_row_end, name="policy_row_end"),
    path("changes/<uuid:pk>/", views.change, name="change"),
    path("changes/<uuid:pk>/effects.csv", views.change_effects, name="change_effects"),
    *[
        path(
            f"changes/<uuid:pk>/{verb}/",
            views.change_verb,
            {"verb": verb},
            name=f"change_{verb.replace('-', '_')}",
        )
        for verb in views.VERBS
    ],
    path("board/", board.planning_board, name="board"),
    path("board.csv", board.board_csv, name="board_csv"),
    path("hand-over/", handover.hand_overs, name="hand_overs"),
    path("hand-over/from/<uuid:pk>/", handover.hand_over, name="hand_over"),
    path("hand-over/<uuid:pk>/", handover.handed_over, name="handed_over"),
    path("promises/", promises.promises, name="promises"),
    path("promises.csv", promises.promises_csv, name="promises_csv"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda.ics", agenda.agenda_ics, name="agenda_ics"),
    path("factories/<uuid:pk>/agenda/", agenda.factory_agenda, name="factory_agenda"),
    path("factories/<uuid:pk>/agenda.ics", agenda.factory_agenda_ics, name="factory_agenda_ics"),
    path("regions/<uuid:pk>/", regions.region, name="region"),
    path("regions/<uuid:pk>/factories/", regions.region_factories, name="region_factories"),
    path("factories/<uuid:pk>/fact/", drafting.factory_fact_draft_new, name="factory_fact_draft_new"),
    path("factories/<uuid:pk>/exception/", drafting.exception_new, name="exception_new"),
]
