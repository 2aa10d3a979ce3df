"""Addresses of this room; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, path

from advisory.views import filesteps, integrity, logbook, protocols, zerotolerance

urlpatterns: list[URLPattern] = [
    path("integrity/", integrity.integrity, name="integrity"),
    path("integrity/files/", zerotolerance.zero_tolerance, name="zero_tolerance"),
    path("integrity/files/new/", zerotolerance.zero_tolerance_report, name="zero_tolerance_report"),
    path("integrity/at/<uuid:pk>/new/", zerotolerance.zero_tolerance_report, name="zero_tolerance_report_at"),
    path(
        "integrity/incidents/<uuid:pk>/new/",
        zerotolerance.zero_tolerance_of_incident,
        name="zero_tolerance_of_incident",
    ),
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
]
