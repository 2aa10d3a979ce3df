"""Addresses of the reporting floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, path, re_path

from reporting.views import (
    approving,
    buyers,
    conditions,
    evidence,
    files,
    lists,
    notices,
    replies,
    report,
    shared,
    tab,
    updates,
    verify,
    writing,
)

FORMATS = "pdf|xlsx|html"
VERBS = "|".join(approving.VERBS)
UUID = "(?P<pk>[0-9a-f-]{36})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", lists.reports, name="reports"),
    path("reports/download/", files.download_many, name="reports_download"),
    path("reports/<uuid:pk>/", report.report, name="report"),
    path("reports/<uuid:pk>/write/", writing.write, name="report_write"),
    path("reports/<uuid:pk>/preview/", writing.preview, name="report_preview"),
    path("reports/<uuid:pk>/send/", writing.send, name="report_send"),
    path("reports/<uuid:pk>/take-back/", writing.take_back, name="report_take_back"),
    path("reports/<uuid:pk>/approval/", approving.approval, name="report_approval"),
    path("reports/<uuid:pk>/buyers/", buyers.buyers, name="report_buyers"),
    re_path(rf"^reports/{UUID}/(?P<format>{FORMATS})/$", files.download, name="report_file"),
    re_path(rf"^reports/{UUID}/(?P<verb>{VERBS})/$", approving.decide, name="report_decide"),
    path("notices/of-incidents/", notices.buyer_notices, name="buyer_notices"),
    path("notices/of-incidents/<uuid:pk>/", notices.notice, name="notice"),
    path("notices/of-incidents/<uuid:pk>/write/", notices.write, name="notice_write"),
    path("notices/of-incidents/<uuid:pk>/approve/", notices.approve, name="notice_approve"),
    path("notices/of-incidents/<uuid:pk>/send-back/", notices.send_back, name="notice_send_back"),
    path("incidents/<uuid:pk>/evidence/", evidence.evidence_ask, name="evidence_ask"),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    re_path(
        rf"^evidence/{UUID}/(?P<format>pdf|json)/$", evidence.evidence_download, name="evidence_download"
    ),
    path("incidents/<uuid:pk>/further-notice/", notices.begin, name="notice_begin"),
    path("approvals/", approving.approvals, name="approvals"),
    path("countries/<str:code>/compliance/", shared.shared_compliance, name="shared_compliance"),
    path("factories/<uuid:pk>/reports/", tab.tab, name="factory_reports"),
    path("assessments/<uuid:pk>/replies/", replies.replies, name="finding_replies"),
    path("findings/<uuid:pk>/reply/", replies.reply, name="finding_reply"),
    path("conditions/", conditions.conditions, name="conditions"),
    path("conditions/updates.<str:language>.atom", conditions.feed, name="conditions_feed"),
    path("conditions/<str:code>/", conditions.country, name="conditions_country"),
    path(
        "conditions/<str:code>/updates.<str:language>.atom", conditions.feed, name="conditions_country_feed"
    ),
    path("conditions/<str:code>/<int:number>/", conditions.country, name="conditions_update"),
    path("updates/", updates.updates, name="updates"),
    path("updates/new/<str:code>/", updates.update_new, name="update_new"),
    path("updates/<uuid:pk>/", updates.update, name="update"),
    path("updates/<uuid:pk>/write/", updates.update_write, name="update_write"),
    *[
        path(
            f"updates/<uuid:pk>/{verb}/",
            updates.update_verb,
            {"verb": verb},
            name=f"update_{verb.replace('-', '_')}",
        )
        for verb in updates.VERBS
    ],
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:code>", verify.verify, name="verify_code"),
]
