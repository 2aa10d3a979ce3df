"""Who is let in where: one row for every address of the product.

An address without a row fails the walls, so nobody forgets to think of it. `for_` names the
personas that get an answer; everybody else gets 404. `about` gives the address its row.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

Rows = dict[type[models.Model], Any]

PLANNERS = {"team_leader", "other_team_leader", "country_manager"}
COUNTRY = PLANNERS | {
    "advisor",
    "other_advisor",
    "assessor",
    "second_assessor",
    "third_assessor",
    "administrator",
    "trainer",
}
HEAD = {"head_office"}
ELSEWHERE = {"haitian_advisor", "haitian_team_leader"}
STAFF = COUNTRY | HEAD | ELSEWHERE
FACTORY = {"manager", "picc_management", "picc_worker", "ambassador"}
OWN = FACTORY | {"group_user"}
READER = {"buyer_user"}
CONSTITUENT = {"constituent"}  # Cambodia's agreement opens to it all that can be opened
CONSTITUENTS = CONSTITUENT | {"haitian_constituent"}
OUTSIDE = {"rival_manager", "rival_buyer_user"}
EVERYBODY = STAFF | OWN | READER | OUTSIDE | CONSTITUENTS


@dataclass(frozen=True)
class Address:
    """`for_`: who is let in. `post`: the address answers POST alone. `open`: without sign-in."""

    for_: set[str]
    about: Callable[[Rows], dict[str, Any]] = field(default=lambda rows: {})
    post: bool = False
    open: bool = False


def of(model: str, **more: str) -> Callable[[Rows], dict[str, Any]]:
    """The address of the canary row of this model, such as `of("factories.Factory")`.

    `more` gives further parts: a model's label for its row's id, or plain words.
    """

    def about(rows: Rows) -> dict[str, Any]:
        labelled = {kind._meta.label: row for kind, row in rows.items()}
        rest = {name: labelled[word].pk if word in labelled else word for name, word in more.items()}
        return {"pk": labelled[model].pk, **rest}

    return about


def at(**parts: str) -> Callable[[Rows], dict[str, Any]]:
    """An address whose parts are plain words."""
    return lambda rows: dict(parts)


def advisor(rows: Rows) -> dict[str, Any]:
    """The canary factory's advisor."""
    assigned = next(row for kind, row in rows.items() if kind._meta.label == "factories.AdvisorAssignment")
    return {"pk": assigned.advisor_id}


NOT_OURS = ("account_", "mfa_", "socialaccount_", "api-root", "usersessions_")


def named_addresses(more: Sequence[URLPattern | URLResolver] = ()) -> set[str]:
    """Names of all addresses, with their namespace; those of libraries left out."""
    names = _names([*get_resolver().url_patterns, *more], "")
    return {name for name in names if not _bare(name).startswith(NOT_OURS)}


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _names(patterns: Sequence[URLPattern | URLResolver], space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"


def path_of(name: str, address: Address, rows: Rows) -> str:
    return reverse(name, kwargs=address.about(rows))


# Addresses by name; kept in the order of the floors. `STAFF_OF` reads: staff who see the factory.
INSIDE = OWN | COUNTRY | HEAD
STAFF_OF = COUNTRY | HEAD
SEEING = INSIDE | READER | CONSTITUENT  # whoever sees the factory at all

NOBODY: set[str] = set()  # the canary row is in no state in which this is possible
ADVISOR, MANAGER, ADMINISTRATOR = {"advisor"}, {"manager"}, {"administrator"}
TEAM = {"assessor"}  # named for the canary assessment, which is planned and not begun
KNOWN = PLANNERS | TEAM
NAMED = {"advisor", "country_manager"}  # in the canary's restricted file: who reported it, who decides
MANAGEMENT = {"country_manager", "head_office"}
NOT_ON_THE_TEAM = INSIDE - TEAM  # items of a self-diagnosis are hidden from the team (WHO-2)

ADDRESSES: dict[str, Address] = {
    "home": Address(EVERYBODY),
    "language": Address(NOBODY, post=True),  # an unknown language
    "health": Address(EVERYBODY, open=True),
    "account": Address(EVERYBODY),
    "sign_out_everywhere": Address(EVERYBODY, post=True),
    "api:assessment-list": Address(EVERYBODY),
    "api:assessment-plan": Address(EVERYBODY, post=True),
    "api:assessment-detail": Address(KNOWN, of("assessments.Assessment")),
    "api:assessment-answer": Address(KNOWN, of("assessments.Assessment"), post=True),
    "api:assessment-begin": Address(TEAM, of("assessments.Assessment"), post=True),
    "api:assessment-cancel": Address(KNOWN, of("assessments.Assessment"), post=True),
    "api:assessment-change": Address(KNOWN, of("assessments.Assessment"), post=True),
    "api:assessment-comment": Address(NOBODY, of("assessments.Assessment"), post=True),
    "api:assessment-end-collection": Address(KNOWN, of("assessments.Assessment"), post=True),
    "api:assessment-finalise": Address(TEAM, of("assessments.Assessment"), post=True),
    "api:assessment-share": Address(TEAM, of("assessments.Assessment"), post=True),
    "api:assessment-write-finding": Address(KNOWN, of("assessments.Assessment"), post=True),
    "api:assessment-team-list": Address(EVERYBODY),
    "api:assessment-team-detail": Address(KNOWN, of("assessments.TeamMember")),
    "api:finding-list": Address(EVERYBODY),
    "api:finding-detail": Address(KNOWN, of("assessments.Finding")),
    "api:finding-withdraw": Address(KNOWN, of("assessments.Finding"), post=True),
    "api:answer-list": Address(EVERYBODY),
    "api:answer-detail": Address(KNOWN, of("assessments.Answer")),
    "api:finding-comment-list": Address(EVERYBODY),
    "api:finding-comment-detail": Address(NOBODY, of("assessments.FactoryComment")),
    "api:tool-version-list": Address(STAFF),
    "api:tool-version-detail": Address(STAFF_OF, of("assessments.ToolVersion")),
    "api:tool-version-questions": Address(STAFF_OF, of("assessments.ToolVersion")),
    "api:access-form-detail": Address(INSIDE | READER, of("factories.AccessForm")),
    "api:access-form-list": Address(EVERYBODY),
    "api:access-form-revoke": Address(MANAGER, of("factories.AccessForm"), post=True),
    "api:access-form-sign": Address(EVERYBODY, post=True),
    "api:advisor-detail": Address(INSIDE | READER, of("factories.AdvisorAssignment")),
    "api:advisor-list": Address(EVERYBODY),
    "api:anti-bribery-signature-detail": Address(INSIDE, of("factories.AntiBriberySignature")),
    "api:anti-bribery-signature-list": Address(EVERYBODY),
    "api:buyer-add": Address(EVERYBODY, post=True),
    "api:buyer-detail": Address(INSIDE | STAFF | {"buyer_user"}, of("factories.Buyer")),
    "api:buyer-link-claim": Address({"buyer_user", "rival_buyer_user"}, post=True),
    "api:buyer-link-confirm": Address(
        MANAGER | PLANNERS | {"administrator"}, of("factories.BuyerLink"), post=True
    ),
    "api:buyer-link-decline": Address(
        MANAGER | PLANNERS | {"administrator"}, of("factories.BuyerLink"), post=True
    ),
    "api:buyer-link-detail": Address(INSIDE | READER, of("factories.BuyerLink")),
    "api:buyer-link-end": Address(INSIDE | READER, of("factories.BuyerLink"), post=True),
    "api:buyer-link-list": Address(EVERYBODY),
    "api:buyer-link-place": Address(ADMINISTRATOR, of("factories.BuyerLink"), post=True),
    "api:buyer-link-withdraw": Address(READER, of("factories.BuyerLink"), post=True),
    "api:buyer-list": Address(EVERYBODY),
    "api:calendar-rule-detail": Address(STAFF, of("programmes.CalendarRule")),
    "api:calendar-rule-list": Address(EVERYBODY),
    "api:change-list": Address(EVERYBODY),
    "api:change-detail": Address(STAFF_OF, of("planning.Draft")),
    "api:change-draft-fact": Address(EVERYBODY, post=True),
    "api:change-draft-rule": Address(EVERYBODY, post=True),
    "api:change-ask": Address(ADMINISTRATOR | {"country_manager"}, of("planning.Draft"), post=True),
    "api:change-throw-away": Address(ADMINISTRATOR | {"country_manager"}, of("planning.Draft"), post=True),
    "api:change-approve": Address(STAFF_OF, of("planning.Draft"), post=True),
    "api:change-give-back": Address({"country_manager"}, of("planning.Draft"), post=True),
    "api:cluster-detail": Address(EVERYBODY, of("programmes.Cluster")),
    "api:cluster-list": Address(EVERYBODY),
    "api:compliance-point-detail": Address(EVERYBODY, of("programmes.CompliancePoint")),
    "api:compliance-point-list": Address(EVERYBODY),
    "api:cycle-detail": Address(INSIDE, of("factories.Cycle")),
    "api:cycle-list": Address(EVERYBODY),
    "api:cycle-differentiate": Address(INSIDE, of("factories.Cycle"), post=True),
    "api:designation-detail": Address(STAFF_OF, of("factories.Designation")),
    "api:designation-list": Address(EVERYBODY),
    "api:designation-end": Address(PLANNERS, of("factories.Designation"), post=True),
    "api:factory-designate": Address(SEEING, of("factories.Factory"), post=True),
    "api:factory-assign-advisor": Address(SEEING, of("factories.Factory"), post=True),
    "api:factory-name-deputy": Address(SEEING, of("factories.Factory"), post=True),
    "api:factory-change-standing": Address(SEEING, of("factories.Factory"), post=True),
    "api:factory-complete": Address({"administrator", "country_manager"}, of("factories.Factory"), post=True),
    "api:factory-correct-facts": Address(
        {"administrator", "advisor", "manager", "other_advisor"}, of("factories.Factory"), post=True
    ),
    "api:factory-detail": Address(SEEING, of("factories.Factory")),
    "api:factory-give-grant": Address({"country_manager"}, of("factories.Factory"), post=True),
    "api:factory-hold-opening-meeting": Address(SEEING, of("factories.Factory"), post=True),
    "api:factory-join-group": Address(SEEING, of("factories.Factory"), post=True),
    "api:factory-list": Address(EVERYBODY),
    "api:factory-open-next-cycle": Address(ADMINISTRATOR | PLANNERS, of("factories.Factory"), post=True),
    "api:factory-possible": Address(INSIDE, of("factories.Factory")),
    "api:factory-fact-detail": Address(INSIDE, of("factories.FactoryFact")),
    "api:factory-fact-list": Address(EVERYBODY),
    "api:service-exception-detail": Address(INSIDE, of("factories.ServiceException")),
    "api:service-exception-list": Address(EVERYBODY),
    "api:region-detail": Address(STAFF, of("programmes.Region")),
    "api:region-list": Address(EVERYBODY),
    "api:region-add": Address(EVERYBODY, post=True),
    "api:region-rename": Address(STAFF, of("programmes.Region"), post=True),
    "api:programme-change": Address(STAFF_OF, of("programmes.CountryProgramme"), post=True),
    "api:holiday-add": Address(EVERYBODY, post=True),
    "api:holiday-remove": Address(ADMINISTRATOR, of("programmes.Holiday"), post=True),
    "api:contact-add": Address(EVERYBODY, post=True),
    "api:contact-change": Address(STAFF_OF, of("programmes.Contact"), post=True),
    "api:contact-remove": Address(ADMINISTRATOR, of("programmes.Contact"), post=True),
    "api:holiday-detail": Address(STAFF, of("programmes.Holiday")),
    "api:holiday-list": Address(EVERYBODY),
    "api:contact-detail": Address(STAFF_OF, of("programmes.Contact")),
    "api:contact-list": Address(EVERYBODY),
    "api:programme-fact-detail": Address(STAFF, of("programmes.ProgrammeFact")),
    "api:programme-fact-list": Address(EVERYBODY),
    "api:policy-detail": Address(STAFF, of("programmes.Policy")),
    "api:policy-list": Address(EVERYBODY),
    "api:service-policy-detail": Address(STAFF, of("programmes.ServicePolicy")),
    "api:service-policy-list": Address(EVERYBODY),
    "api:factory-register": Address({"administrator", "country_manager"}, post=True),
    "api:factory-sign-anti-bribery": Address(SEEING, of("factories.Factory"), post=True),
    "api:file-detail": Address(INSIDE, of("factories.StoredFile")),
    "api:file-list": Address(EVERYBODY),
    "api:grant-detail": Address(STAFF_OF, of("factories.FactoryGrant")),
    "api:grant-end": Address({"country_manager"}, of("factories.FactoryGrant"), post=True),
    "api:grant-list": Address(EVERYBODY),
    "api:group-add": Address(EVERYBODY, post=True),
    "api:group-detail": Address(STAFF, of("factories.ManufacturingGroup")),
    "api:group-factory-detail": Address(INSIDE, of("factories.GroupFactory")),
    "api:group-factory-leave": Address(ADMINISTRATOR | PLANNERS, of("factories.GroupFactory"), post=True),
    "api:group-factory-list": Address(EVERYBODY),
    "api:group-list": Address(EVERYBODY),
    "api:membership-detail": Address(FACTORY | STAFF_OF, of("accounts.Membership")),
    "api:membership-end": Address({"administrator", "country_manager"}, of("accounts.Membership"), post=True),
    "api:membership-invite": Address(EVERYBODY, post=True),
    "api:membership-list": Address(EVERYBODY),
    "api:membership-mark-experience": Address(
        {"administrator", "country_manager"}, of("accounts.Membership"), post=True
    ),
    "api:membership-send-link": Address(
        {"administrator", "country_manager"}, of("accounts.Membership"), post=True
    ),
    "api:message-detail": Address(ADVISOR, of("factories.Delivery")),
    "api:message-list": Address(EVERYBODY),
    "api:message-mark-read": Address(ADVISOR, of("factories.Delivery"), post=True),
    "api:opening-meeting-detail": Address(INSIDE, of("factories.OpeningMeeting")),
    "api:opening-meeting-list": Address(EVERYBODY),
    "api:programme-add": Address(EVERYBODY, post=True),
    "api:programme-detail": Address(STAFF_OF, of("programmes.CountryProgramme")),
    "api:programme-list": Address(EVERYBODY),
    "api:registration-detail": Address(INSIDE | READER, of("factories.PaidRegistration")),
    "api:registration-end": Address(INSIDE | READER, of("factories.PaidRegistration"), post=True),
    "api:registration-list": Address(EVERYBODY),
    "api:registration-pay": Address(ADMINISTRATOR, of("factories.PaidRegistration"), post=True),
    "api:registration-register": Address(EVERYBODY, post=True),
    "api_schema": Address(EVERYBODY),
    "api:import-approve": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "api:import-confirm-columns": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "api:import-detail": Address(ADMINISTRATOR, of("factories.ImportBatch")),
    "api:import-drop": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "api:import-list": Address(EVERYBODY),
    "api:import-look-again": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "api:import-receive": Address(EVERYBODY, post=True),
    "api:import-row-decide": Address(ADMINISTRATOR, of("factories.ImportRow"), post=True),
    "api:import-row-detail": Address(ADMINISTRATOR, of("factories.ImportRow")),
    "api:import-row-list": Address(EVERYBODY),
    "factories": Address(EVERYBODY),
    # the canary agreement is a draft: nothing for those outside
    "agreements": Address(STAFF_OF, at(code="KH")),
    "agreement_new": Address(ADMINISTRATOR | {"country_manager"}, at(code="KH")),
    "agreement": Address(STAFF_OF, of("factories.Agreement")),
    "agreement_change": Address(ADMINISTRATOR | {"country_manager"}, of("factories.Agreement")),
    "agreement_throw_away": Address(
        ADMINISTRATOR | {"country_manager"}, of("factories.Agreement"), post=True
    ),
    "agreement_approve": Address({"country_manager"}, of("factories.Agreement"), post=True),
    "agreement_end": Address({"country_manager"}, of("factories.Agreement"), post=True),
    "api:agreement-list": Address(EVERYBODY),
    "api:agreement-detail": Address(STAFF_OF, of("factories.Agreement")),
    "api:shared-compliance-list": Address(EVERYBODY),
    "api:shared-compliance-detail": Address(STAFF_OF | CONSTITUENT, of("reporting.SharedCompliance")),
    "shared_visits": Address(CONSTITUENTS),
    "api:shared-visit-list": Address(EVERYBODY),
    "api:shared-visit-detail": Address(NOBODY, of("advisory.Visit")),
    "shared_visit": Address(NOBODY, of("advisory.Visit")),  # the canary visit names no constituent
    "shared_compliance": Address(STAFF_OF | CONSTITUENT, at(code="KH")),
    "our_factory": Address(EVERYBODY),
    "factory_new": Address({"administrator", "country_manager"}),
    "factory": Address(SEEING, of("factories.Factory")),
    "factory_register": Address({"administrator", "country_manager"}, of("factories.Factory")),
    "factory_facts": Address(
        {"administrator", "advisor", "manager", "other_advisor"}, of("factories.Factory")
    ),
    "policy_sign": Address(MANAGER, of("factories.Factory")),
    "opening_meeting": Address(
        PLANNERS | {"administrator", "advisor", "other_advisor"}, of("factories.Factory")
    ),
    "advisor_assign": Address(PLANNERS, of("factories.Factory")),
    "advisor_deputy": Address(PLANNERS, of("factories.Factory")),
    "leave": Address(STAFF),
    "leave_new": Address(STAFF),
    "leave_change": Address(ADVISOR | PLANNERS, of("accounts.Absence")),
    "leave_end": Address(ADVISOR | PLANNERS, of("accounts.Absence"), post=True),
    "api:absence-list": Address(EVERYBODY),
    "api:absence-detail": Address(STAFF_OF, of("accounts.Absence")),
    "api:absence-record": Address(STAFF, post=True),
    "api:absence-change": Address(STAFF_OF, of("accounts.Absence"), post=True),
    "api:absence-end": Address(ADVISOR | PLANNERS, of("accounts.Absence"), post=True),
    "imports": Address(ADMINISTRATOR),
    "import_new": Address(ADMINISTRATOR),
    "import": Address(ADMINISTRATOR, of("factories.ImportBatch")),
    "import_columns": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "import_look_again": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "import_take_in": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "import_drop": Address(ADMINISTRATOR, of("factories.ImportBatch"), post=True),
    "import_errors": Address(ADMINISTRATOR, of("factories.ImportBatch")),
    "import_decide": Address(ADMINISTRATOR, of("factories.ImportRow"), post=True),
    "factory_access": Address(INSIDE, of("factories.Factory")),
    "access_form_sign": Address(MANAGER, of("factories.Factory", buyer_pk="factories.Buyer")),
    "buyer_register": Address(ADMINISTRATOR, of("factories.Factory", buyer_pk="factories.Buyer"), post=True),
    "factory_standing": Address(PLANNERS | ADMINISTRATOR, of("factories.Factory")),
    "factory_year": Address(PLANNERS | ADMINISTRATOR, of("factories.Factory")),
    "factory_differentiate": Address(PLANNERS, of("factories.Factory"), post=True),
    "factory_designate": Address(PLANNERS, of("factories.Factory"), post=True),
    "factory_reregister": Address(PLANNERS | ADMINISTRATOR, of("factories.Factory"), post=True),
    "designation_end": Address(PLANNERS, of("factories.Designation"), post=True),
    "grant_give": Address({"country_manager"}, of("factories.Factory")),
    "group_join": Address(PLANNERS | ADMINISTRATOR, of("factories.Factory")),
    "group_leave": Address(NOBODY, of("factories.Factory"), post=True),
    "groups": Address({"administrator", "head_office"}),
    "access_form_revoke": Address(MANAGER, of("factories.AccessForm"), post=True),
    "payment_record": Address(ADMINISTRATOR, of("factories.PaidRegistration"), post=True),
    "registration_end": Address(ADMINISTRATOR, of("factories.PaidRegistration")),
    "buyers": Address(STAFF),
    "buyer_new": Address({"administrator", "head_office"}),
    "buyer": Address(STAFF, of("factories.Buyer")),
    "claims": Address({"buyer_user", "rival_buyer_user"}),
    "claim_new": Address({"buyer_user", "rival_buyer_user"}),
    "claims_unplaced": Address(ADMINISTRATOR),
    "claim_withdraw": Address(READER, of("factories.BuyerLink"), post=True),
    "claim_answer": Address(NOBODY, of("factories.BuyerLink")),
    "relationship_end": Address(INSIDE | READER, of("factories.BuyerLink")),
    "claim_place": Address(NOBODY, of("factories.BuyerLink"), post=True),
    "notices": Address(EVERYBODY),
    "wishes": Address(EVERYBODY),
    "webhooks": Address({"buyer_user", "rival_buyer_user"}),
    "webhook_new": Address({"buyer_user", "rival_buyer_user"}),
    "webhook": Address(NOBODY, of("factories.Webhook")),
    "webhook_secret": Address(NOBODY, of("factories.Webhook"), post=True),
    "webhook_switch": Address(NOBODY, of("factories.Webhook"), post=True),
    "webhook_test": Address(NOBODY, of("factories.Webhook"), post=True),
    "webhook_replay": Address(NOBODY, of("factories.Delivery"), post=True),
    "bounces": Address(NOBODY, post=True, open=True),  # the mail server's, by its signature
    "api:undelivered-list": Address(ADMINISTRATOR | PLANNERS | {"haitian_team_leader", "head_office"}),
    "api:undelivered-detail": Address(NOBODY, of("factories.Delivery")),
    "api:undelivered-deal-with": Address(NOBODY, of("factories.Delivery"), post=True),
    "api:webhook-list": Address(EVERYBODY),
    "api:webhook-detail": Address(NOBODY, of("factories.Webhook")),
    "api:webhook-delivery-list": Address(EVERYBODY),
    "api:webhook-delivery-detail": Address(NOBODY, of("factories.Delivery")),
    "api:webhook-delivery-replay": Address(NOBODY, of("factories.Delivery"), post=True),
    "notices_read": Address(EVERYBODY, post=True),
    "notice_read": Address(ADVISOR, of("factories.Delivery"), post=True),
    "messages": Address(PLANNERS | {"administrator", "haitian_team_leader", "head_office"}),
    "undelivered": Address(NOBODY, of("factories.Delivery")),
    "message_again": Address(NOBODY, of("factories.Delivery"), post=True),
    "stored_file": Address(INSIDE, of("factories.StoredFile")),
    "people": Address(EVERYBODY),
    "keys": Address(MANAGER | {"administrator", "country_manager"}, of("accounts.Organisation")),
    "key_new": Address(MANAGER, of("accounts.Organisation")),
    "key_revoke": Address(MANAGER | {"administrator", "country_manager"}, of("accounts.ApiToken"), post=True),
    "organisation_people": Address(STAFF_OF | FACTORY, of("accounts.Organisation")),
    "person_invite": Address(
        {"administrator", "advisor", "country_manager", "manager"}, of("accounts.Organisation")
    ),
    "membership_end": Address({"administrator", "country_manager"}, of("accounts.Membership"), post=True),
    "membership_link": Address({"administrator", "country_manager"}, of("accounts.Membership"), post=True),
    "membership_experience": Address(
        {"administrator", "country_manager"}, of("accounts.Membership"), post=True
    ),
    "plan": Address(EVERYBODY),
    "factory_plan": Address(INSIDE, of("factories.Factory")),
    "plan_item_new": Address({"advisor", "manager"}, of("factories.Factory")),
    "plan_csv": Address(INSIDE, of("factories.Factory")),
    "plan_xlsx": Address(INSIDE, of("factories.Factory")),
    "plan_item": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "plan_item_verify": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "plan_item_send_back": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "plan_item_drop": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "plan_item_comment": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "plan_item_step": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "plan_item_evidence": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "evidence_file": Address(NOT_ON_THE_TEAM, of("advisory.Evidence")),
    "plan_step_done": Address(NOT_ON_THE_TEAM, of("advisory.PlanAction")),
    "picc": Address(EVERYBODY),
    "factory_picc": Address(INSIDE, of("factories.Factory")),
    "picc_form": Address(NOBODY, of("factories.Factory")),
    "picc_members": Address({"advisor", "manager"}, of("factories.Factory")),
    "picc_election": Address({"advisor", "manager"}, of("factories.Factory")),
    "picc_election_confirm": Address(INSIDE, of("advisory.Election")),
    "picc_plan_meeting": Address(
        {"advisor", "manager", "picc_management", "picc_worker"}, of("factories.Factory")
    ),
    "picc_record_meeting": Address(
        {"advisor", "manager", "picc_management", "picc_worker"}, of("factories.Factory")
    ),
    "meeting": Address(INSIDE, of("advisory.Meeting")),
    "meeting_record": Address(
        {"advisor", "manager", "picc_management", "picc_worker"}, of("advisory.Meeting")
    ),
    "decision_to_plan": Address(INSIDE, of("advisory.Decision")),
    "picc_drafts": Address({"picc_worker"}, of("factories.Factory")),
    "picc_draft": Address({"picc_worker"}, of("advisory.WorkerDraft")),
    "picc_draft_throw_away": Address({"picc_worker"}, of("advisory.WorkerDraft")),
    "visits": Address(EVERYBODY),
    "visit": Address(INSIDE, of("advisory.Visit")),
    "visit_summary": Address(NOBODY, of("advisory.Visit")),
    "visit_move": Address(INSIDE, of("advisory.Visit")),
    "visit_cancel": Address(INSIDE, of("advisory.Visit")),
    "visit_log": Address(ADVISOR, of("advisory.Visit")),
    "factory_visits": Address(INSIDE, of("factories.Factory")),
    "visit_plan": Address(ADVISOR, of("factories.Factory")),
    "staff_note": Address(STAFF_OF, of("factories.Factory")),
    "incidents": Address(EVERYBODY),
    "incident_choose": Address(STAFF | FACTORY | {"rival_manager"}),
    "incident_new": Address(COUNTRY | HEAD | FACTORY, of("factories.Factory")),
    "incident": Address(INSIDE, of("advisory.Incident")),
    "incident_facts": Address(INSIDE, of("advisory.Incident")),
    "incident_told": Address(INSIDE, of("advisory.Incident")),
    "incident_consulted": Address(INSIDE, of("advisory.Incident")),
    "incident_join": Address(INSIDE, of("advisory.Incident")),
    "incident_dismiss": Address(INSIDE, of("advisory.Incident")),
    "zero_tolerance_of_incident": Address(STAFF_OF, of("advisory.Incident")),
    "incident_acknowledge": Address(INSIDE, of("advisory.Incident")),
    "duties": Address(STAFF),
    "buyer_notices": Address(EVERYBODY),
    "notice": Address(COUNTRY | HEAD, of("reporting.Notice")),
    "notice_write": Address(COUNTRY | HEAD, of("reporting.Notice")),
    "notice_approve": Address(COUNTRY | HEAD, of("reporting.Notice")),
    "notice_send_back": Address(COUNTRY | HEAD, of("reporting.Notice")),
    "evidence_ask": Address(PLANNERS | HEAD, of("advisory.Incident"), post=True),
    "evidence": Address(PLANNERS | HEAD, of("reporting.EvidenceFile")),
    "evidence_download": Address(set(), of("reporting.EvidenceFile", format="json")),
    "notice_begin": Address(COUNTRY | HEAD, of("advisory.Incident")),
    "duty_waive": Address(PLANNERS, of("advisory.Duty")),
    "log_visit": Address(EVERYBODY),
    "factory_log_visit": Address(ADVISOR, of("factories.Factory")),
    "supplier": Address(READER, of("factories.BuyerLink")),
    "ask_to_join": Address(READER, of("factories.BuyerLink")),
    "factory_supplier": Address(READER, of("factories.Factory")),
    "factory_wishes": Address(INSIDE, of("factories.Factory")),
    "visit_request": Address(INSIDE | READER, of("advisory.VisitRequest")),
    **{
        f"visit_request_{verb}": Address(INSIDE | READER, of("advisory.VisitRequest"), post=True)
        for verb in ("agree", "decline", "withdraw")
    },
    "priority_new": Address(READER, of("factories.BuyerLink")),
    "priority": Address(INSIDE | READER, of("advisory.BuyerPriority")),
    **{
        f"priority_{verb}": Address(INSIDE | READER, of("advisory.BuyerPriority"), post=True)
        for verb in ("withdraw", "agenda", "answer", "accept", "decline")
    },
    "corrective_plan_new": Address(READER, of("factories.BuyerLink")),
    "corrective_plan_for_buyer": Address({"manager", "picc_management"}, of("factories.Factory")),
    "corrective_plan": Address(INSIDE | READER, of("advisory.CorrectivePlan")),
    **{
        f"corrective_plan_{verb}": Address(INSIDE | READER, of("advisory.CorrectivePlan"), post=True)
        for verb in ("columns", "take_in", "withdraw")
    },
    **{
        f"corrective_plan_{kind}": Address(INSIDE | READER, of("advisory.CorrectivePlan"))
        for kind in ("csv", "xlsx")
    },
    "corrective_point": Address({"advisor", "manager", "picc_management"}, of("advisory.CorrectivePoint")),
    **{
        f"corrective_point_{verb}": Address(
            {"advisor", "manager", "picc_management"}, of("advisory.CorrectivePoint"), post=True
        )
        for verb in ("cover", "leave", "to_picc")
    },
    "coverage_remove": Address(INSIDE, of("advisory.Coverage"), post=True),
    "supplier_log": Address(READER, of("factories.BuyerLink")),
    "supplier_log_csv": Address(READER, of("factories.BuyerLink")),
    "self_diagnosis": Address(EVERYBODY),
    "factory_diagnosis": Address(INSIDE, of("factories.Factory")),
    "diagnosis_open": Address(INSIDE, of("factories.Factory")),
    "diagnosis_cluster": Address(NOBODY, of("factories.Factory", key="occupational-safety-and-health")),
    "diagnosis_complete": Address(NOBODY, of("factories.Factory")),
    "diagnosis_reopen": Address(NOBODY, of("factories.Factory")),
    "diagnosis_gap": Address(NOBODY, of("factories.Factory")),
    "factory_history": Address(INSIDE, of("factories.Factory")),
    "grant_end": Address(EVERYBODY, of("factories.Factory")),
    "phases": Address(STAFF),
    "programme_phases": Address(STAFF, at(code="KH")),
    "factory_services": Address(INSIDE, of("factories.Factory")),
    "calendars": Address(STAFF),
    "programme_new": Address(HEAD),
    "programme_calendar": Address(STAFF_OF, at(code="KH")),
    "calendar_rule_new": Address(ADMINISTRATOR | {"country_manager"}, at(code="KH", kind="comment_window")),
    "assessments": Address(
        KNOWN | {"haitian_team_leader", "second_assessor", "third_assessor"} | CONSTITUENTS
    ),
    "my_assessments": Address({"assessor", "second_assessor", "third_assessor"}),
    "factory_assessments": Address(INSIDE, of("factories.Factory")),
    "plan_assessment": Address(PLANNERS, of("factories.Factory")),
    "assessment": Address(KNOWN, of("assessments.Assessment")),
    "change_assessment": Address(PLANNERS, of("assessments.Assessment")),
    "cancel_assessment": Address(PLANNERS, of("assessments.Assessment")),
    "begin_assessment": Address(TEAM, of("assessments.Assessment"), post=True),
    "entry": Address(NOBODY, of("assessments.Assessment")),
    "entry_point": Address(NOBODY, of("assessments.Assessment", key="emergency-preparedness")),
    "finding": Address(NOBODY, of("assessments.Assessment", question="assessments.QuestionText")),
    "end_collection": Address(TEAM, of("assessments.Assessment"), post=True),
    "share_findings": Address(TEAM, of("assessments.Assessment"), post=True),
    "comment_on_findings": Address(NOBODY, of("assessments.Assessment"), post=True),
    "finalise_assessment": Address(TEAM, of("assessments.Assessment"), post=True),
    "comparison": Address(NOBODY, of("assessments.Assessment")),
    "withdraw_finding": Address(NOBODY, of("assessments.Finding")),
    "changes": Address(STAFF),
    "fact_draft_new": Address(ADMINISTRATOR | {"country_manager"}, at(code="KH")),
    "change": Address(STAFF_OF, of("planning.Draft")),
    "change_effects": Address(STAFF_OF, of("planning.Draft")),
    **{
        f"change_{verb}": Address(STAFF_OF, of("planning.Draft"), post=True)
        for verb in ("ask", "approve", "give_back", "throw_away", "preview")
    },
    "board": Address(PLANNERS | {"haitian_team_leader"}),
    "board_csv": Address(PLANNERS | {"haitian_team_leader"}),
    "promises": Address(PLANNERS | HEAD | {"administrator", "haitian_team_leader"}),
    "promises_csv": Address(PLANNERS | HEAD | {"administrator", "haitian_team_leader"}),
    "agenda": Address(STAFF | FACTORY | {"rival_manager"}),
    "agenda_ics": Address(STAFF | FACTORY | {"rival_manager"}),
    "factory_agenda": Address(INSIDE, of("factories.Factory")),
    "factory_agenda_ics": Address(INSIDE, of("factories.Factory")),
    "countries": Address(STAFF),
    "country": Address(STAFF_OF, at(code="KH")),
    "country_change": Address(ADMINISTRATOR, at(code="KH")),
    "region_new": Address(ADMINISTRATOR, at(code="KH")),
    "holiday_new": Address(ADMINISTRATOR, at(code="KH")),
    "holidays_paste": Address(ADMINISTRATOR, at(code="KH")),
    "contact_new": Address(ADMINISTRATOR, at(code="KH")),
    "region": Address(HEAD | ELSEWHERE, of("programmes.Region")),
    "region_rename": Address(NOBODY, of("programmes.Region")),
    "region_factories": Address(NOBODY, of("programmes.Region"), post=True),
    "holiday_remove": Address(ADMINISTRATOR, of("programmes.Holiday"), post=True),
    "contact_change": Address(ADMINISTRATOR, of("programmes.Contact")),
    "contact_remove": Address(ADMINISTRATOR, of("programmes.Contact"), post=True),
    "policy_draft_new": Address(ADMINISTRATOR | {"country_manager"}, at(code="KH")),
    # the canary draft is of a fact: of that nobody changes rows
    "policy_row_new": Address(set(), of("planning.Draft")),
    "policy_row": Address(set(), of("planning.Draft", code="A")),
    "policy_row_end": Address(set(), of("planning.Draft", code="A"), post=True),
    "factory_fact_draft_new": Address(ADMINISTRATOR | {"country_manager"}, of("factories.Factory")),
    "exception_new": Address({"country_manager"}, of("factories.Factory")),
    "tools": Address(STAFF),
    "tool_version": Address(STAFF_OF, of("assessments.ToolVersion")),
    "tool_changes": Address(NOBODY, of("assessments.ToolVersion")),
    "publish_tool": Address(NOBODY, of("assessments.ToolVersion"), post=True),
    "verify": Address(EVERYBODY, open=True),
    "api:plan-item-list": Address(EVERYBODY),
    "api:plan-item-add": Address(EVERYBODY, post=True),
    "api:plan-item-detail": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem")),
    "api:plan-item-add-step": Address({"advisor", "manager"}, of("advisory.PlanItem"), post=True),
    "api:plan-item-change": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem"), post=True),
    "api:plan-item-comment": Address(FACTORY | ADVISOR, of("advisory.PlanItem"), post=True),
    "api:plan-item-drop": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem"), post=True),
    "api:plan-item-give-evidence": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem"), post=True),
    "api:plan-item-send-back": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem"), post=True),
    "api:plan-item-verify": Address(NOT_ON_THE_TEAM, of("advisory.PlanItem"), post=True),
    "api:plan-step-list": Address(EVERYBODY),
    "api:plan-step-detail": Address(NOT_ON_THE_TEAM, of("advisory.PlanAction")),
    "api:plan-step-finish": Address(MANAGER, of("advisory.PlanAction"), post=True),
    "api:plan-comment-list": Address(EVERYBODY),
    "api:plan-comment-detail": Address(NOT_ON_THE_TEAM, of("advisory.PlanComment")),
    "api:evidence-list": Address(EVERYBODY),
    "api:evidence-detail": Address(NOT_ON_THE_TEAM, of("advisory.Evidence")),
    "api:incident-list": Address(EVERYBODY),
    "api:incident-report": Address(EVERYBODY, post=True),
    "api:incident-detail": Address(INSIDE, of("advisory.Incident")),
    **{
        f"api:incident-{verb}": Address(INSIDE, of("advisory.Incident"), post=True)
        for verb in ("correct", "told", "consulted", "dismiss")
    },
    "api:incident-acknowledge": Address(COUNTRY | HEAD, of("advisory.Incident"), post=True),
    "api:duty-list": Address(EVERYBODY),
    "api:duty-detail": Address(INSIDE, of("advisory.Duty")),
    "api:duty-waive": Address(INSIDE, of("advisory.Duty"), post=True),
    "api:consultation-list": Address(EVERYBODY),
    "api:consultation-detail": Address(COUNTRY | HEAD, of("advisory.Consultation")),
    "api:notice-list": Address(EVERYBODY),
    "api:notice-detail": Address(COUNTRY | HEAD, of("reporting.Notice")),
    "api:visit-list": Address(EVERYBODY),
    "api:visit-log": Address(EVERYBODY, post=True),
    "api:visit-plan": Address(EVERYBODY, post=True),
    "api:visit-detail": Address(INSIDE, of("advisory.Visit")),
    "api:visit-cancel": Address(INSIDE, of("advisory.Visit"), post=True),
    "api:visit-move": Address(INSIDE, of("advisory.Visit"), post=True),
    "api:staff-note-list": Address(EVERYBODY),
    "api:staff-note-detail": Address(STAFF_OF, of("advisory.StaffNote")),
    "api:committee-list": Address(EVERYBODY),
    "api:committee-detail": Address(INSIDE, of("advisory.Committee")),
    "api:committee-member-list": Address(EVERYBODY),
    "api:committee-member-detail": Address(INSIDE, of("advisory.CommitteeMember")),
    "api:election-list": Address(EVERYBODY),
    "api:election-detail": Address(INSIDE, of("advisory.Election")),
    "api:election-confirm": Address(ADVISOR, of("advisory.Election"), post=True),
    "api:meeting-list": Address(EVERYBODY),
    "api:meeting-plan": Address(EVERYBODY, post=True),
    "api:meeting-record": Address(EVERYBODY, post=True),
    "api:meeting-detail": Address(INSIDE, of("advisory.Meeting")),
    "api:meeting-write-agenda": Address(
        {"advisor", "manager", "picc_management", "picc_worker"}, of("advisory.Meeting"), post=True
    ),
    "api:decision-list": Address(EVERYBODY),
    "api:decision-detail": Address(INSIDE, of("advisory.Decision")),
    "api:visit-request-list": Address(EVERYBODY),
    "api:visit-request-ask": Address(EVERYBODY, post=True),
    "api:visit-request-detail": Address(INSIDE | READER, of("advisory.VisitRequest")),
    "api:visit-request-agree": Address(ADVISOR, of("advisory.VisitRequest"), post=True),
    "api:visit-request-decline": Address(INSIDE | READER, of("advisory.VisitRequest"), post=True),
    "api:visit-request-withdraw": Address(READER, of("advisory.VisitRequest"), post=True),
    "api:buyer-priority-list": Address(EVERYBODY),
    "api:buyer-priority-bring": Address(EVERYBODY, post=True),
    "api:buyer-priority-detail": Address(INSIDE | READER, of("advisory.BuyerPriority")),
    "api:buyer-priority-withdraw": Address(READER, of("advisory.BuyerPriority"), post=True),
    "api:buyer-priority-put-on-agenda": Address(INSIDE | READER, of("advisory.BuyerPriority"), post=True),
    "api:buyer-priority-answer": Address(
        {"manager", "picc_management"}, of("advisory.BuyerPriority"), post=True
    ),
    "api:buyer-priority-accept": Address(INSIDE | READER, of("advisory.BuyerPriority"), post=True),
    "api:buyer-priority-decline": Address(
        {"advisor", "manager", "picc_management", "picc_worker"}, of("advisory.BuyerPriority"), post=True
    ),
    "api:corrective-plan-list": Address(EVERYBODY),
    "api:corrective-plan-receive": Address(EVERYBODY, post=True),
    "api:corrective-plan-detail": Address(INSIDE | READER, of("advisory.CorrectivePlan")),
    "api:corrective-plan-dry-run": Address(INSIDE | READER, of("advisory.CorrectivePlan")),
    "api:corrective-plan-mapping": Address(INSIDE | READER, of("advisory.CorrectivePlan")),
    "api:corrective-plan-say-columns": Address(INSIDE | READER, of("advisory.CorrectivePlan"), post=True),
    "api:corrective-plan-take-in": Address(READER, of("advisory.CorrectivePlan"), post=True),
    "api:corrective-plan-withdraw": Address(READER, of("advisory.CorrectivePlan"), post=True),
    "api:corrective-point-list": Address(EVERYBODY),
    "api:corrective-point-detail": Address(INSIDE | READER, of("advisory.CorrectivePoint")),
    "api:corrective-point-cover": Address(INSIDE | READER, of("advisory.CorrectivePoint"), post=True),
    "api:corrective-point-leave": Address(INSIDE | READER, of("advisory.CorrectivePoint"), post=True),
    "api:corrective-point-put-to-picc": Address(
        {"advisor", "manager", "picc_management"}, of("advisory.CorrectivePoint"), post=True
    ),
    "api:coverage-list": Address(EVERYBODY),
    "api:coverage-detail": Address(INSIDE, of("advisory.Coverage")),
    "api:coverage-remove": Address(
        {"advisor", "manager", "picc_management"}, of("advisory.Coverage"), post=True
    ),
    "api:self-diagnosis-list": Address(EVERYBODY),
    "api:self-diagnosis-begin": Address(EVERYBODY, post=True),
    "api:self-diagnosis-detail": Address(NOT_ON_THE_TEAM, of("advisory.SelfDiagnosis")),
    "api:self-diagnosis-answers": Address(NOT_ON_THE_TEAM, of("advisory.SelfDiagnosis"), post=True),
    "api:self-diagnosis-complete": Address(MANAGER, of("advisory.SelfDiagnosis"), post=True),
    "api:self-diagnosis-reopen": Address(MANAGER, of("advisory.SelfDiagnosis"), post=True),
    "api:self-diagnosis-answer-list": Address(EVERYBODY),
    "api:self-diagnosis-answer-detail": Address(NOT_ON_THE_TEAM, of("advisory.SelfDiagnosisAnswer")),
    "api:report-list": Address(EVERYBODY),
    "api:report-detail": Address(INSIDE, of("reporting.Report")),
    "api:report-approve": Address(INSIDE, of("reporting.Report"), post=True),
    "api:report-document": Address(NOBODY, of("reporting.Report")),
    "api:report-file": Address(NOBODY, of("reporting.Report", kind="pdf")),
    "api:report-hold": Address(INSIDE, of("reporting.Report"), post=True),
    "api:report-recall": Address(INSIDE, of("reporting.Report"), post=True),
    "api:report-resume": Address(INSIDE, of("reporting.Report"), post=True),
    "api:report-send-back": Address(INSIDE, of("reporting.Report"), post=True),
    "api:report-submit": Address(PLANNERS, of("reporting.Report"), post=True),
    "api:report-take-back": Address(NOBODY, of("reporting.Report"), post=True),
    "api:conditions-update-write": Address(EVERYBODY, post=True),
    "api:conditions-update-rewrite": Address(STAFF_OF, of("reporting.ConditionsUpdate"), post=True),
    "api:conditions-update-ask": Address(
        ADMINISTRATOR | {"country_manager"}, of("reporting.ConditionsUpdate"), post=True
    ),
    "api:conditions-update-approve": Address(
        {"country_manager"}, of("reporting.ConditionsUpdate"), post=True
    ),
    "api:conditions-update-give-back": Address(
        {"country_manager"}, of("reporting.ConditionsUpdate"), post=True
    ),
    "api:conditions-update-throw-away": Address(
        ADMINISTRATOR | {"country_manager"}, of("reporting.ConditionsUpdate"), post=True
    ),
    "api:conditions-update-list": Address(EVERYBODY),
    "api:conditions-update-detail": Address(STAFF_OF, of("reporting.ConditionsUpdate")),
    "api:download-list": Address(EVERYBODY),
    "api:download-detail": Address(STAFF_OF, of("reporting.Download")),
    "reports": Address(EVERYBODY),
    "reports_download": Address(EVERYBODY),
    "report": Address(INSIDE, of("reporting.Report")),
    "report_write": Address(PLANNERS, of("reporting.Report")),
    "report_preview": Address(PLANNERS, of("reporting.Report")),
    "report_send": Address(PLANNERS, of("reporting.Report"), post=True),
    "report_take_back": Address(MANAGER, of("reporting.Report"), post=True),
    "report_approval": Address(NOBODY, of("reporting.Report")),
    "report_buyers": Address(STAFF_OF, of("reporting.Report")),
    "report_file": Address(NOBODY, of("reporting.Report", format="pdf")),
    "report_decide": Address(INSIDE, of("reporting.Report", verb="approve"), post=True),
    "approvals": Address(PLANNERS | {"haitian_team_leader", "head_office"}),
    "factory_reports": Address(SEEING, of("factories.Factory")),
    "finding_replies": Address(NOBODY, of("assessments.Assessment")),
    "finding_reply": Address(NOBODY, of("assessments.Finding")),
    "conditions": Address(EVERYBODY, open=True),
    "conditions_feed": Address(EVERYBODY, at(language="en"), open=True),
    "conditions_country": Address(EVERYBODY, at(code="KH"), open=True),
    "conditions_country_feed": Address(EVERYBODY, at(code="KH", language="ar"), open=True),
    "conditions_update": Address(EVERYBODY, lambda rows: {"code": "KH", "number": 1}, open=True),
    "updates": Address(STAFF),
    "update_new": Address(ADMINISTRATOR | {"country_manager"}, at(code="KH")),
    "update": Address(STAFF_OF, of("reporting.ConditionsUpdate")),
    "update_write": Address(ADMINISTRATOR | {"country_manager"}, of("reporting.ConditionsUpdate")),
    **{
        f"update_{verb}": Address(STAFF_OF, of("reporting.ConditionsUpdate"), post=True)
        for verb in ("ask", "give_back", "throw_away")
    },
    "integrity": Address(STAFF),
    "api:hand-over-list": Address(EVERYBODY),
    "api:hand-over-detail": Address(PLANNERS | HEAD, of("factories.HandOver")),
    "api:hand-over-make": Address(PLANNERS | {"haitian_team_leader"}, post=True),
    "api:handed-factory-list": Address(EVERYBODY),
    "api:handed-factory-detail": Address(PLANNERS | HEAD, of("factories.HandedFactory")),
    "hand_overs": Address(PLANNERS | {"haitian_team_leader"}),
    "hand_over": Address(PLANNERS, advisor),
    "handed_over": Address(PLANNERS | HEAD, of("factories.HandOver")),
    "zero_tolerance": Address(STAFF),
    "zero_tolerance_report": Address(STAFF),
    "zero_tolerance_report_at": Address(STAFF_OF, of("factories.Factory")),
    "zero_tolerance_file": Address(NAMED, of("advisory.ZeroToleranceFile")),
    **{
        f"zero_tolerance_{verb}": Address({"country_manager"}, of("advisory.ZeroToleranceFile"))
        for verb in ("decide", "name", "pass", "special", "findings", "close")
    },
    "zero_tolerance_plan": Address(NAMED, of("advisory.ZeroToleranceFile")),
    "zero_tolerance_take_out": Address(
        NAMED, of("advisory.ZeroToleranceFile", user_pk="accounts.User"), post=True
    ),
    "zero_tolerance_persons": Address({"country_manager"}, of("advisory.ZeroToleranceFile")),
    "zero_tolerance_person": Address(
        {"country_manager"}, of("advisory.ZeroToleranceFile", person_pk="advisory.PersonConcerned")
    ),
    **{
        f"file_step_{verb}": Address(NAMED, of("advisory.FileStep"))
        for verb in ("finish", "ministry", "give", "leave_out")
    },
    "file_action_done": Address(NAMED, of("advisory.PlannedAction")),
    "logbook": Address(STAFF),
    "logbook_new": Address(STAFF),
    "logbook_entry": Address(ADVISOR | MANAGEMENT, of("advisory.LogbookEntry")),
    "conflicts": Address(STAFF),
    "conflict_new": Address(STAFF),
    "conflict_end": Address(ADVISOR | MANAGEMENT, of("factories.ConflictOfInterest")),
    # the canary protocol is the common one, which nobody changes on pages
    "protocols": Address(STAFF_OF, at(code="KH")),
    "protocol_new": Address(ADMINISTRATOR | {"country_manager"}, at(code="KH")),
    "protocol": Address(STAFF, of("programmes.Protocol")),
    "protocol_approve": Address(NOBODY, of("programmes.Protocol"), post=True),
    "protocol_throw_away": Address(NOBODY, of("programmes.Protocol"), post=True),
    "protocol_step_new": Address(NOBODY, of("programmes.Protocol")),
    "protocol_step": Address(NOBODY, of("programmes.ProtocolStep")),
    "protocol_step_up": Address(NOBODY, of("programmes.ProtocolStep"), post=True),
    "protocol_step_remove": Address(NOBODY, of("programmes.ProtocolStep"), post=True),
    "verify_code": Address(NOBODY, at(code="AAAA-BBBB"), open=True),
}

# Who may read a canary of which model anywhere; models not listed: `inside`.
READERS: dict[str, set[str]] = {
    "inside": INSIDE,
    "factories.buyer": STAFF | OWN | READER | {"rival_buyer_user"},
    "factories.buyerlink": INSIDE | READER,
    "factories.accessform": INSIDE | READER,
    "factories.paidregistration": INSIDE | READER,
    "factories.message": {"advisor"},
    "factories.delivery": {"advisor"},
    "factories.remedy": PLANNERS | {"administrator", "head_office"},
    "factories.webhook": NOBODY,
    "factories.bounce": NOBODY,
    "factories.factory": SEEING,
    "factories.agreement": STAFF_OF,
    "reporting.sharedcompliance": STAFF_OF | CONSTITUENT,
    "advisory.staffnote": STAFF_OF,
    "advisory.workerdraft": {"picc_worker"},
    **{
        f"advisory.{model}": NAMED
        for model in ("zerotolerancefile", "namedreader", "filelook", "filestep", "plannedaction")
    },
    "advisory.personconcerned": {"country_manager"},
    "advisory.logbookentry": ADVISOR | MANAGEMENT,
    "advisory.logbookremark": ADVISOR | MANAGEMENT,
    "factories.conflictofinterest": ADVISOR | MANAGEMENT,
    "factories.handover": PLANNERS | HEAD,
    "assessments.assessment": KNOWN,
    "assessments.teammember": KNOWN,
    "assessments.companion": KNOWN,
    "assessments.answer": KNOWN,
    "assessments.finding": KNOWN,
    "assessments.interviewevidence": KNOWN,
    "assessments.factorycomment": KNOWN,
    "advisory.visitrequest": INSIDE | READER,
    "advisory.buyerpriority": INSIDE | READER,
    "advisory.correctiveplan": INSIDE | READER,
    "advisory.correctivepoint": INSIDE | READER,
    "advisory.plandownload": INSIDE | READER,
    "advisory.selfdiagnosis": NOT_ON_THE_TEAM,
    "advisory.selfdiagnosisanswer": NOT_ON_THE_TEAM,
    "advisory.planitem": NOT_ON_THE_TEAM,
    "factories.importbatch": {"administrator"},
    "factories.importrow": {"administrator"},
    "programmes.contact": STAFF_OF,
    "planning.draft": STAFF_OF,
    "planning.previewrun": STAFF_OF,
    "planning.previewline": STAFF_OF,
    "reporting.conditionsupdate": STAFF_OF,
    "reporting.reportversion": STAFF_OF | OWN,
    "reporting.reportfile": STAFF_OF | OWN,
}
