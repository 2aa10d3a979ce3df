"""Addresses of the factories floor; a new one needs its row in the walls table (tests/walls)."""

from django.urls import URLPattern, URLResolver, include, path

from factories.views import (
    access,
    buyers,
    claims,
    factory,
    files,
    lists,
    notices,
    people,
    registration,
    standing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("factories/", lists.factories, name="factories"),
    path("our-factory/", lists.our_factory, name="our_factory"),
    path("factories/new/", registration.factory_new, name="factory_new"),
    path("factories/<uuid:pk>/", factory.factory, name="factory"),
    path("factories/<uuid:pk>/history/", factory.factory_history, name="factory_history"),
    path("factories/<uuid:pk>/register/", registration.factory_register, name="factory_register"),
    path("factories/<uuid:pk>/facts/", registration.factory_facts, name="factory_facts"),
    path("factories/<uuid:pk>/anti-bribery-policy/", registration.policy_sign, name="policy_sign"),
    path("factories/<uuid:pk>/opening-meeting/", registration.opening_meeting, name="opening_meeting"),
    path("factories/<uuid:pk>/advisor/", registration.advisor_assign, name="advisor_assign"),
    path("", include("factories.imports.urls")),
    path("factories/<uuid:pk>/access/", access.factory_access, name="factory_access"),
    path(
        "factories/<uuid:pk>/buyers/<uuid:buyer_pk>/sign/", buyers.access_form_sign, name="access_form_sign"
    ),
    path(
        "factories/<uuid:pk>/buyers/<uuid:buyer_pk>/register/", buyers.buyer_register, name="buyer_register"
    ),
    path("factories/<uuid:pk>/standing/", standing.factory_standing, name="factory_standing"),
    path("factories/<uuid:pk>/grants/give/", standing.grant_give, name="grant_give"),
    path("grants/<uuid:pk>/end/", standing.grant_end, name="grant_end"),
    path("factories/<uuid:pk>/groups/join/", standing.group_join, name="group_join"),
    path("group-factories/<uuid:pk>/leave/", standing.group_leave, name="group_leave"),
    path("groups/", standing.groups, name="groups"),
    path("access-forms/<uuid:pk>/revoke/", buyers.access_form_revoke, name="access_form_revoke"),
    path("registrations/<uuid:pk>/paid/", buyers.payment_record, name="payment_record"),
    path("registrations/<uuid:pk>/end/", buyers.registration_end, name="registration_end"),
    path("buyers/", buyers.buyers, name="buyers"),
    path("buyers/new/", buyers.buyer_new, name="buyer_new"),
    path("buyers/<uuid:pk>/", buyers.buyer, name="buyer"),
    path("claims/", claims.claims, name="claims"),
    path("claims/new/", claims.claim_new, name="claim_new"),
    path("claims/unplaced/", claims.claims_unplaced, name="claims_unplaced"),
    path("claims/<uuid:pk>/withdraw/", claims.claim_withdraw, name="claim_withdraw"),
    path("claims/<uuid:pk>/answer/", claims.claim_answer, name="claim_answer"),
    path("claims/<uuid:pk>/end/", claims.relationship_end, name="relationship_end"),
    path("claims/<uuid:pk>/place/", claims.claim_place, name="claim_place"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<uuid:pk>/read/", notices.notice_read, name="notice_read"),
    path("messages/", notices.messages, name="messages"),
    path("messages/<uuid:pk>/again/", notices.message_again, name="message_again"),
    path("files/<uuid:pk>/", files.stored_file, name="stored_file"),
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.organisation_people, name="organisation_people"),
    path("people/<uuid:pk>/invite/", people.person_invite, name="person_invite"),
    path("memberships/<uuid:pk>/end/", people.membership_end, name="membership_end"),
    path("memberships/<uuid:pk>/link/", people.membership_link, name="membership_link"),
    path("memberships/<uuid:pk>/experience/", people.membership_experience, name="membership_experience"),
]
