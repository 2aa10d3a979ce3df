"""Addresses of the advisory floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from advisory.views import (
    correctiveplans,
    diagnosis,
    duties,
    filesteps,
    incidents,
    incidentverbs,
    integrity,
    items,
    joining,
    logbook,
    mapping,
    meetings,
    picc,
    plan,
    priorities,
    protocols,
    suppliers,
    visitlog,
    visits,
    wishes,
    zerotolerance,
)

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
    path("visits/of/<uuid:pk>/", visits.factory_visits, name="factory_visits"),
    path("visits/of/<uuid:pk>/plan/", visits.plan_visit, name="visit_plan"),
    path("visits/of/<uuid:pk>/note/", visits.note, name="staff_note"),
    path("log-visit/", visitlog.choose, name="log_visit"),
    path("log-visit/<uuid:pk>/", visitlog.log_factory, name="factory_log_visit"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.choose, name="incident_choose"),
    path("incidents/at/<uuid:pk>/new/", incidents.new, name="incident_new"),
    path("incidents/<uuid:pk>/", incidents.incident, name="incident"),
    *[
        path(
            f"incidents/<uuid:pk>/{verb}/",
            incidentverbs.incident_verb,
            {"verb": verb},
            name=f"incident_{verb}",
        )
        for verb in incidentverbs.VERBS
    ],
    path("incidents/<uuid:pk>/acknowledge/", incidentverbs.acknowledge, name="incident_acknowledge"),
    path("duties/", duties.duties, name="duties"),
    path("duties/<uuid:pk>/waive/", duties.waive, name="duty_waive"),
    path("diagnosis/", diagnosis.my_diagnosis, name="self_diagnosis"),
    path("diagnosis/<uuid:pk>/", diagnosis.diagnosis, name="factory_diagnosis"),
    path("diagnosis/<uuid:pk>/open/", diagnosis.diagnosis_open, name="diagnosis_open"),
    path("diagnosis/of/<uuid:pk>/clusters/<slug:key>/", diagnosis.cluster, name="diagnosis_cluster"),
    path("diagnosis/of/<uuid:pk>/complete/", diagnosis.complete, name="diagnosis_complete"),
    path("diagnosis/of/<uuid:pk>/reopen/", diagnosis.reopen, name="diagnosis_reopen"),
    path("diagnosis/answers/<uuid:pk>/to-plan/", diagnosis.gap, name="diagnosis_gap"),
    path("suppliers/<uuid:pk>/", suppliers.supplier, name="supplier"),
    path("suppliers/<uuid:pk>/ask/", suppliers.ask_to_join, name="ask_to_join"),
    path("suppliers/of/<uuid:pk>/", suppliers.factory_supplier, name="factory_supplier"),
    path("wishes/<uuid:pk>/", wishes.factory_wishes, name="factory_wishes"),
    path("visit-requests/<uuid:pk>/", joining.visit_request, name="visit_request"),
    path("visit-requests/<uuid:pk>/agree/", joining.agree, name="visit_request_agree"),
    path("visit-requests/<uuid:pk>/decline/", joining.decline, name="visit_request_decline"),
    path("visit-requests/<uuid:pk>/withdraw/", joining.withdraw, name="visit_request_withdraw"),
    path("suppliers/<uuid:pk>/priority/", priorities.priority_new, name="priority_new"),
    path("priorities/<uuid:pk>/", priorities.priority, name="priority"),
    path("priorities/<uuid:pk>/withdraw/", priorities.priority_withdraw, name="priority_withdraw"),
    *[
        path(
            f"priorities/<uuid:pk>/{verb}/", priorities.priority_verb, {"verb": verb}, name=f"priority_{verb}"
        )
        for verb in priorities.VERBS
    ],
    path("integrity/", integrity.integrity, name="integrity"),
    path("integrity/files/", zerotolerance.zero_tolerance, name="zero_tolerance"),
    path("integrity/files/new/", zerotolerance.zero_tolerance_report, name="zero_tolerance_report"),
    path("integrity/at/<uuid:pk>/new/", zerotolerance.zero_tolerance_report, name="zero_tolerance_report_at"),
    path("integrity/files/<uuid:pk>/", zerotolerance.zero_tolerance_file, name="zero_tolerance_file"),
    *[
        path(
            f"integrity/files/<uuid:pk>/{verb}/",
            zerotolerance.zero_tolerance_verb,
            {"verb": verb},
            name=f"zero_tolerance_{verb}",
        )
        for verb in zerotolerance.VERBS
    ],
    path(
        "integrity/files/<uuid:pk>/readers/<uuid:user_pk>/out/",
        zerotolerance.zero_tolerance_take_out,
        name="zero_tolerance_take_out",
    ),
    path("integrity/files/<uuid:pk>/persons/", filesteps.file_persons, name="zero_tolerance_persons"),
    path(
        "integrity/files/<uuid:pk>/persons/<uuid:person_pk>/",
        filesteps.file_persons,
        name="zero_tolerance_person",
    ),
    *[
        path(
            f"integrity/steps/<uuid:pk>/{verb}/",
            filesteps.file_step,
            {"verb": verb},
            name=f"file_step_{verb}",
        )
        for verb in ("finish", "ministry", "give", "leave_out")
    ],
    path("integrity/actions/<uuid:pk>/done/", filesteps.file_action, name="file_action_done"),
    path("integrity/logbook/", logbook.logbook, name="logbook"),
    path("integrity/logbook/new/", logbook.logbook_new, name="logbook_new"),
    path("integrity/logbook/<uuid:pk>/", logbook.logbook_entry, name="logbook_entry"),
    path("countries/<str:code>/protocols/", protocols.protocols, name="protocols"),
    path("countries/<str:code>/protocols/new/", protocols.protocol_new, name="protocol_new"),
    path("protocols/<uuid:pk>/", protocols.protocol, name="protocol"),
    path("protocols/<uuid:pk>/approve/", protocols.protocol_approve, name="protocol_approve"),
    path("protocols/<uuid:pk>/throw-away/", protocols.protocol_throw_away, name="protocol_throw_away"),
    path("protocols/<uuid:pk>/steps/new/", protocols.protocol_step_new, name="protocol_step_new"),
    path("protocols/steps/<uuid:pk>/", protocols.protocol_step, name="protocol_step"),
    path("protocols/steps/<uuid:pk>/up/", protocols.protocol_step_up, name="protocol_step_up"),
    path("protocols/steps/<uuid:pk>/remove/", protocols.protocol_step_remove, name="protocol_step_remove"),
    path("suppliers/<uuid:pk>/plan/", correctiveplans.corrective_plan_new, name="corrective_plan_new"),
    path(
        "wishes/<uuid:pk>/plan/", correctiveplans.corrective_plan_for_buyer, name="corrective_plan_for_buyer"
    ),
    path("corrective-plans/<uuid:pk>/", correctiveplans.corrective_plan, name="corrective_plan"),
    path(
        "corrective-plans/<uuid:pk>/columns/",
        correctiveplans.corrective_plan_columns,
        name="corrective_plan_columns",
    ),
    path(
        "corrective-plans/<uuid:pk>/take-in/",
        correctiveplans.corrective_plan_take_in,
        name="corrective_plan_take_in",
    ),
    path(
        "corrective-plans/<uuid:pk>/withdraw/",
        correctiveplans.corrective_plan_withdraw,
        name="corrective_plan_withdraw",
    ),
    *[
        path(
            f"corrective-plans/<uuid:pk>/plan.{kind}",
            correctiveplans.corrective_plan_file,
            {"kind": kind},
            name=f"corrective_plan_{kind}",
        )
        for kind in ("csv", "xlsx")
    ],
    path("corrective-points/<uuid:pk>/", mapping.corrective_point, name="corrective_point"),
    path("corrective-points/<uuid:pk>/cover/", mapping.cover, name="corrective_point_cover"),
    path("corrective-points/<uuid:pk>/leave/", mapping.leave, name="corrective_point_leave"),
    path("corrective-points/<uuid:pk>/to-picc/", mapping.to_picc, name="corrective_point_to_picc"),
    path("coverages/<uuid:pk>/remove/", mapping.uncover, name="coverage_remove"),
    path("suppliers/<uuid:pk>/log/", suppliers.supplier_log, name="supplier_log"),
    path("suppliers/<uuid:pk>/log.csv", suppliers.supplier_log_csv, name="supplier_log_csv"),
]
