"""Addresses of the advisory floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, include, path

from advisory.views import diagnosis, items, meetings, picc, plan, together, visitlog, visits

urlpatterns: list[URLPattern | URLResolver] = [
    path("plan/", plan.my_plan, name="plan"),
    path("plan/<uuid:pk>/", plan.plan, name="factory_plan"),
    path("plan/<uuid:pk>/new/", plan.new_item, name="plan_item_new"),
    path("plan/<uuid:pk>/plan.csv", plan.export, {"kind": "csv"}, name="plan_csv"),
    path("plan/<uuid:pk>/plan.xlsx", plan.export, {"kind": "xlsx"}, name="plan_xlsx"),
    path("plan/items/<uuid:pk>/", items.item, name="plan_item"),
    *[
        path(f"plan/items/<uuid:pk>/{verb}/", items.item_verb, {"verb": verb}, name=f"plan_item_{verb}")
        for verb in items.VERBS
    ],
    path("plan/evidence/<uuid:pk>/", items.evidence_file, name="evidence_file"),
    path("plan/steps/<uuid:pk>/done/", items.step_done, name="plan_step_done"),
    path("picc/", picc.my_picc, name="picc"),
    path("picc/<uuid:pk>/", picc.picc, name="factory_picc"),
    path("picc/<uuid:pk>/form/", picc.form_committee, name="picc_form"),
    path("picc/<uuid:pk>/members/", picc.members, name="picc_members"),
    path("picc/<uuid:pk>/election/", picc.election, name="picc_election"),
    path("picc/elections/<uuid:pk>/confirm/", picc.election_confirm, name="picc_election_confirm"),
    path("picc/<uuid:pk>/plan-meeting/", meetings.plan_meeting, name="picc_plan_meeting"),
    path("picc/<uuid:pk>/record-meeting/", meetings.record_meeting, name="picc_record_meeting"),
    path("picc/meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("picc/meetings/<uuid:pk>/record/", meetings.hold_meeting, name="meeting_record"),
    path("picc/decisions/<uuid:pk>/to-plan/", meetings.decision_to_plan, name="decision_to_plan"),
    path("picc/<uuid:pk>/drafts/", meetings.drafts, name="picc_drafts"),
    path("picc/drafts/<uuid:pk>/", meetings.draft, name="picc_draft"),
    path("picc/drafts/<uuid:pk>/throw-away/", meetings.draft_throw_away, name="picc_draft_throw_away"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:pk>/", visits.visit, name="visit"),
    path("visits/<uuid:pk>/summary/", visits.summary, name="visit_summary"),
    path("visits/<uuid:pk>/move/", visits.move, name="visit_move"),
    path("visits/<uuid:pk>/cancel/", visits.cancel, name="visit_cancel"),
    path("visits/<uuid:pk>/log/", visitlog.log_planned, name="visit_log"),
    path("visits/delivered-together/", together.together, name="shared_visits"),
    path("visits/delivered-together/<uuid:pk>/", together.visit, name="shared_visit"),
    path("visits/of/<uuid:pk>/", visits.factory_visits, name="factory_visits"),
    path("visits/of/<uuid:pk>/plan/", visits.plan_visit, name="visit_plan"),
    path("visits/of/<uuid:pk>/note/", visits.note, name="staff_note"),
    path("log-visit/", visitlog.choose, name="log_visit"),
    path("log-visit/<uuid:pk>/", visitlog.log_factory, name="factory_log_visit"),
    path("diagnosis/", diagnosis.my_diagnosis, name="self_diagnosis"),
    path("diagnosis/<uuid:pk>/", diagnosis.diagnosis, name="factory_diagnosis"),
    path("diagnosis/<uuid:pk>/open/", diagnosis.diagnosis_open, name="diagnosis_open"),
    path("diagnosis/of/<uuid:pk>/clusters/<slug:key>/", diagnosis.cluster, name="diagnosis_cluster"),
    path("diagnosis/of/<uuid:pk>/complete/", diagnosis.complete, name="diagnosis_complete"),
    path("diagnosis/of/<uuid:pk>/reopen/", diagnosis.reopen, name="diagnosis_reopen"),
    path("diagnosis/answers/<uuid:pk>/to-plan/", diagnosis.gap, name="diagnosis_gap"),
    path("", include("advisory.incidents.urls")),
    path("", include("advisory.integrity.urls")),
    path("", include("advisory.buyers.urls")),
]
