"""The one map from a state to its badge: tone, icon and word.

A key is a state, or `model.state` where one model means something else by the same word; a row's
badge (`{% status row %}`) takes its word from the model's own choices, so these say only the rest.

Tones: ok (met), info (moving), warn (waiting), bad (somebody must act), solid (gravest), staff
(staff alone may know), line (a kind, not a state), and none.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Badge:
    tone: str
    icon: str
    label: str | Promise


BADGES: dict[str, Badge] = {
    # a plan item
    "open": Badge("", "open", _("Open")),
    "not_started": Badge("", "open", _("Not started")),
    "in_progress": Badge("info", "half", _("In progress")),
    "done": Badge("ok", "check", _("Done")),
    "to_verify": Badge("warn", "three_quarters", _("Done, to verify")),
    "verified": Badge("ok", "check", _("Verified")),
    "dropped": Badge("", "cross", _("Dropped")),
    "planitem.done": Badge("warn", "three_quarters", _("Done, to verify")),
    "buyersitem.done": Badge("warn", "three_quarters", _("Done, to verify")),
    "came_back": Badge("bad", "again", _("Came back")),
    # where it comes from
    "self_diagnosis": Badge("line", "person", _("Self-diagnosis")),
    "finding": Badge("line", "search", _("Assessment")),
    "assessment": Badge("line", "search", _("Assessment")),
    "buyer_priority": Badge("line", "cart", _("Buyer priority")),
    "incident": Badge("line", "flag", _("Incident")),
    "picc": Badge("line", "people", _("PICC")),
    # how grave it is
    "zero_tolerance": Badge("solid", "shield", _("Zero tolerance")),
    "public_issue": Badge("bad", "eye", _("Public issue")),
    "in_line": Badge("ok", "check", _("In line")),
    "gap": Badge("bad", "cross", _("Needs work")),
    "unsure": Badge("warn", "info", _("Not sure")),
    "non_compliant": Badge("bad", "cross", _("Non-compliant")),
    "compliant": Badge("ok", "check", _("Compliant")),
    "not_applicable": Badge("", "", _("Not applicable")),
    # how a service is given
    "on_site": Badge("", "pin", _("On-site")),
    "virtual": Badge("", "video", _("Virtual")),
    "hybrid": Badge("", "hybrid", _("Hybrid")),
    # who may see it
    "staff_only": Badge("staff", "lock", _("Staff only")),
    "secret": Badge("staff", "hidden", _("Secret until it begins")),
    "public": Badge("info", "globe", _("Public")),
    "not_verified": Badge("warn", "person", _("Not verified by Better Work")),
    # an incident and its duties
    "running": Badge("bad", "clock", _("Going on")),
    "over": Badge("", "check", _("Over")),
    "mistaken": Badge("", "cross", _("Recorded by mistake")),
    "category_a": Badge("", "flag", _("Category A")),
    "category_b": Badge("bad", "flag", _("Category B")),
    "told": Badge("ok", "check", _("Told")),
    "not_told": Badge("bad", "cross", _("Not yet")),
    "mediates": Badge("info", "people", _("Mediates in strikes")),
    # a fact, and a row of a policy
    "fact_now": Badge("info", "check", _("In force")),
    "row_new": Badge("ok", "plus", _("Begins")),
    "row_changed": Badge("info", "pencil", _("Changed")),
    "row_ended": Badge("warn", "cross", _("Ends")),
    "our_reading": Badge("line", "eye", _("Our reading")),
    # a visit, a meeting
    "planned": Badge("", "calendar", _("Planned")),
    "held": Badge("ok", "check", _("Held")),
    "not_held": Badge("bad", "cross", _("Not held")),
    "cancelled": Badge("", "cross", _("Cancelled")),
    "suspended": Badge("bad", "cross", _("Suspended")),
    # a self-diagnosis
    "selfdiagnosis.open": Badge("info", "half", _("In progress")),
    "complete": Badge("ok", "check", _("Complete")),
    # a document on its way
    "due": Badge("", "clock", _("To be written")),
    "drafted": Badge("warn", "three_quarters", _("Waiting for approval")),
    "not_submitted": Badge("bad", "cross", _("Not submitted")),
    "report.held": Badge("warn", "warning", pgettext_lazy("report", "Held")),
    "draft": Badge("", "pencil", _("Draft")),
    "asked": Badge("warn", "clock", _("Waits for approval")),
    "thrown_away": Badge("", "cross", _("Thrown away")),
    "submitted": Badge("info", "three_quarters", _("Submitted")),
    "waiting": Badge("warn", "clock", _("Waiting")),
    "approved": Badge("info", "check", _("Approved")),
    "scheduled": Badge("info", "clock", _("Scheduled")),
    "released": Badge("ok", "lock", _("Released")),
    "published": Badge("ok", "globe", _("Published")),
    "recalled": Badge("bad", "again", _("Recalled")),
    "replaced": Badge("", "again", _("Replaced")),
    "new": Badge("info", "", _("New")),
    # a buyer's wish
    "lacking": Badge("bad", "warning", _("A condition is missing")),
    "fallen": Badge("bad", "warning", _("Does not stand any more")),
    "agreed": Badge("ok", "check", _("Agreed")),
    "declined": Badge("", "cross", _("Declined")),
    "withdrawn": Badge("", "again", _("Withdrawn")),
    "raised": Badge("", "open", _("Raised")),
    "on_agenda": Badge("info", "half", _("On the PICC's agenda")),
    "not_taken_up": Badge("", "cross", _("Not taken up")),
    "accepted": Badge("ok", "check", _("In the plan")),
    "taken_in": Badge("ok", "check", _("Taken in")),
    "covered": Badge("ok", "check", _("Covered")),
    "left_alone": Badge("", "cross", _("Left, with a reason")),
    "at_the_picc": Badge("info", "half", _("At the PICC")),
    "uncovered": Badge("warn", "open", _("Not covered yet")),
    # an assessment under way
    "begun": Badge("info", "half", _("Begun")),
    "collected": Badge("info", "three_quarters", _("Data collected")),
    "shared": Badge("warn", "comment", _("Shared with the factory")),
    "finalised": Badge("ok", "lock", _("Finalised")),
    # a factory, a membership, an entitlement
    "imported": Badge("", "download", _("Not yet registered")),
    "factory.suspended": Badge("warn", "warning", _("Suspended")),
    "lapsed": Badge("bad", "warning", _("Lapsed")),
    "left": Badge("", "cross", _("Left")),
    "closed": Badge("", "lock", _("Closed")),
    "active": Badge("ok", "check", _("Active")),
    "ended": Badge("", "cross", _("Ended")),
    "missing": Badge("bad", "cross", _("Missing")),
    "signed": Badge("ok", "check", _("Signed")),
    "confirmed": Badge("ok", "check", _("Confirmed")),
    "paid": Badge("ok", "check", _("Paid")),
    "applied": Badge("info", "half", _("Applied")),
    "importbatch.read": Badge("warn", "pencil", _("Waiting")),
    "importbatch.checking": Badge("info", "half", _("In progress")),
    "importbatch.checked": Badge("warn", "three_quarters", _("Waiting")),
    "importbatch.applying": Badge("info", "half", _("In progress")),
    "importbatch.applied": Badge("ok", "check", _("Done")),
    "registered": Badge("ok", "check", _("Registered")),
    "rejected": Badge("bad", "cross", _("Rejected")),
    # a restricted file
    "suspected": Badge("bad", "clock", _("Waits for the decision")),
    "not_activated": Badge("", "cross", _("Not activated")),
    "zerotolerancefile.active": Badge("solid", "shield", _("Protocol activated")),
    "restricted": Badge("staff", "lock", _("Restricted")),
    # a message on its way
    "withheld": Badge("", "hidden", _("Withheld")),
    "sent": Badge("ok", "check", _("Sent")),
    "bounced": Badge("bad", "again", _("Came back")),
    "read": Badge("ok", "eye", pgettext_lazy("message", "Read")),
    "statutory": Badge("solid", "flag", _("Statutory notice")),
    "webhook.on": Badge("ok", "check", _("Works")),
    "webhook.off": Badge("", "cross", _("Switched off")),
    "webhook.disabled": Badge("bad", "warning", _("Disabled: it failed for days")),
    "queued": Badge("", "clock", _("Queued")),
    "retrying": Badge("warn", "again", _("Will retry")),
    "failed": Badge("bad", "warning", _("Failed")),
    # a promise that was made
    "kept": Badge("ok", "check", _("Kept")),
    "late": Badge("bad", "warning", _("Late")),
    "waived": Badge("", "info", _("Waived")),
}
