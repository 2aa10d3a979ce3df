"""Addresses of this room; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, path

from advisory.views import correctiveplans, joining, mapping, priorities, suppliers, wishes

urlpatterns: list[URLPattern] = [
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
