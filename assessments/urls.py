"""Addresses of the assessments floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path

from assessments.views import assessment, entry, findings, lists, planning, tools

A = "assessments/<uuid:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/", lists.assessments, name="assessments"),
    path("assessments/mine/", lists.my_assessments, name="my_assessments"),
    path("factories/<uuid:pk>/assessments/", lists.factory_assessments, name="factory_assessments"),
    path("assessments/plan/<uuid:pk>/", planning.plan_assessment, name="plan_assessment"),
    path(A, assessment.assessment, name="assessment"),
    path(f"{A}change/", planning.change_assessment, name="change_assessment"),
    path(f"{A}cancel/", planning.cancel_assessment, name="cancel_assessment"),
    path(f"{A}begin/", assessment.begin, name="begin_assessment"),
    path(f"{A}entry/", entry.entry, name="entry"),
    path(f"{A}entry/<slug:key>/", entry.entry_point, name="entry_point"),
    path(f"{A}findings/<uuid:question>/", findings.finding, name="finding"),
    path(f"{A}last-day/", assessment.end_collection, name="end_collection"),
    path(f"{A}share/", assessment.share_findings, name="share_findings"),
    path(f"{A}comment/", assessment.comment, name="comment_on_findings"),
    path(f"{A}finalise/", assessment.finalise, name="finalise_assessment"),
    path(f"{A}comparison/", assessment.comparison, name="comparison"),
    path("findings/<uuid:pk>/withdraw/", findings.withdraw_finding, name="withdraw_finding"),
    path("tools/", tools.tools, name="tools"),
    path("tools/<uuid:pk>/", tools.version, name="tool_version"),
    path("tools/<uuid:pk>/changes/", tools.changes, name="tool_changes"),
    path("tools/<uuid:pk>/publish/", tools.publish, name="publish_tool"),
]
