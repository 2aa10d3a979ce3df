"""Addresses of the advisory floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from advisory.views import items, plan

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
]
