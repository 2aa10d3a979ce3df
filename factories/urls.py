"""Addresses of the factories floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, include, path

from factories.views import factory, lists, people, registration

urlpatterns: list[URLPattern | URLResolver] = [
    path("factories/", lists.factories, name="factories"),
    path("our-factory/", lists.our_factory, name="our_factory"),
    path("factories/new/", registration.factory_new, name="factory_new"),
    path("factories/<uuid:pk>/", factory.factory, name="factory"),
    path("factories/<uuid:pk>/register/", registration.factory_register, name="factory_register"),
    path("factories/<uuid:pk>/facts/", registration.factory_facts, name="factory_facts"),
    path("factories/<uuid:pk>/anti-bribery-policy/", registration.policy_sign, name="policy_sign"),
    path("factories/<uuid:pk>/opening-meeting/", registration.opening_meeting, name="opening_meeting"),
    path("factories/<uuid:pk>/advisor/", registration.advisor_assign, name="advisor_assign"),
    path("", include("factories.imports.urls")),
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.organisation_people, name="organisation_people"),
    path("people/<uuid:pk>/invite/", people.person_invite, name="person_invite"),
    path("memberships/<uuid:pk>/end/", people.membership_end, name="membership_end"),
    path("memberships/<uuid:pk>/link/", people.membership_link, name="membership_link"),
    path("memberships/<uuid:pk>/experience/", people.membership_experience, name="membership_experience"),
]
