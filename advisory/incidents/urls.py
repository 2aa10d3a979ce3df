"""Addresses of this room; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, path

from advisory.views import duties, incidents, incidentverbs

urlpatterns: list[URLPattern] = [
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
]
