"""Puts the evidence of an incident together from its rows. The worker's: it sees every delivery.

Every moment is written in ISO 8601 with the offset of the factory's zone; kinds and states are codes, which
`evidencewords.py` puts into words for who reads it. Names stand in it, because it
proves who was told; it is read by the leaders of the country alone.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from advisory.history import history_of
from advisory.incidents.shown import WATCHED
from advisory.models import Consultation, Duty, Escalation, Incident
from factories.models import Delivery
from reporting.models import Notice, NoticeRecipient

SCHEMA = 1


def evidence(incident: Incident, at: datetime) -> Mapping[str, Any]:
    """As it stands at that moment; the incident's factory and programme are loaded with it."""
    zone = incident.factory.programme.tz
    notices = list(Notice.rows.filter(incident=incident).order_by("drafted_at"))
    about = [incident.pk, *(notice.pk for notice in notices)]
    return {
        "schema": SCHEMA,
        "made_at": _moment(at, zone),
        "incident": _incident(incident, zone),
        "what_was_known": [
            {"at": _moment(each.at, zone), "by": each.who, "what": each.text}
            for each in reversed(history_of(incident, WATCHED, lambda first: first.what, zone))
        ],
        "duties": [_duty(each, zone) for each in _duties(incident)],
        "calls": [_call(each, zone) for each in _calls(incident)],
        "consultations": [_consultation(each, zone) for each in _consultations(incident)],
        "notices": [_notice(each, zone) for each in notices],
        "deliveries": [_delivery(each, zone) for each in _deliveries(about)],
    }


def canonical(found: Mapping[str, Any]) -> tuple[str, str]:
    """The JSON text and its digest: the same evidence gives the same bytes everywhere."""
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, sha256(text.encode()).hexdigest()


def _moment(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def _incident(row: Incident, zone: ZoneInfo) -> Mapping[str, Any]:
    return {
        "factory": row.factory.name,
        "code": row.factory.code,
        "country": row.factory.programme.name,
        "kind": row.kind,
        "status": row.status,
        "began_at": _moment(row.began_at, zone),
        "ended_at": _moment(row.ended_at, zone),
        "known_at": _moment(row.known_at, zone),
        "recorded_at": _moment(row.recorded_at, zone),
        "recorded_by": row.recorded_by.name,
    }


def _duties(incident: Incident) -> Any:
    rows = Duty.rows.filter(incident=incident).select_related("buyer", "rule", "recorded_by")
    return rows.order_by("opened_at", "kind", "buyer__name", "pk")


def _duty(row: Duty, zone: ZoneInfo) -> Mapping[str, Any]:
    return {
        "kind": row.kind,
        "buyer": row.buyer.name if row.buyer else None,
        "rule": f"{row.rule.kind} = {row.rule.amount} ({row.rule.source})" if row.rule else None,
        "counted_from": _moment(row.anchor_at, zone),
        "due_at": _moment(row.due_at, zone),
        "met_at": _moment(row.done_at, zone),
        "met_by": row.met_by or None,
        "proof": row.proof or None,
        "lapsed_at": _moment(row.lapsed_at, zone),
        "waived_at": _moment(row.waived_at, zone),
        "waived_because": row.waived_reason or None,
    }


def _calls(incident: Incident) -> Any:
    rows = Escalation.rows.filter(duty__incident=incident).select_related("to", "duty__buyer")
    return rows.order_by("rung_at", "rung", "to__name", "pk")


def _call(row: Escalation, zone: ZoneInfo) -> Mapping[str, Any]:
    return {
        "at": _moment(row.rung_at, zone),
        "rung": row.rung,
        "duty": row.duty.kind,
        "buyer": row.duty.buyer.name if row.duty.buyer else None,
        "called": row.to.name,
    }


def _consultations(incident: Incident) -> Any:
    return Consultation.rows.filter(incident=incident).select_related("recorded_by").order_by("consulted_at")


def _consultation(row: Consultation, zone: ZoneInfo) -> Mapping[str, Any]:
    return {
        "at": _moment(row.consulted_at, zone),
        "party": row.party,
        "union": row.union or None,
        "outcome": row.outcome,
        "recorded_by": row.recorded_by.name,
    }


def _notice(row: Notice, zone: ZoneInfo) -> Mapping[str, Any]:
    lines = NoticeRecipient.rows.filter(notice=row).select_related("buyer").order_by("buyer__name")
    return {
        "kind": row.kind,
        "status": row.status,
        "drafted_at": _moment(row.drafted_at, zone),
        "written_by": row.written_by.name if row.written_by else None,
        "approved_by": row.approved_by.name if row.approved_by else None,
        "approved_at": _moment(row.approved_at, zone),
        "sent_at": _moment(row.sent_at, zone),
        "sha256": row.sha256 or None,
        "recipients": [
            {"buyer": line.buyer.name, "told_at": _moment(line.told_at, zone), "missing": line.missing}
            for line in lines
        ],
    }


def _deliveries(about: list[Any]) -> Any:
    rows = Delivery.rows.filter(message__subject_id__in=about).select_related("message", "to")
    return rows.order_by("message__queued_at", "to__name", "channel", "pk")


def _delivery(row: Delivery, zone: ZoneInfo) -> Mapping[str, Any]:
    """`id` is the Message-ID of the mail, so that a mail server's own log can be held against it; `language` that
    of the addressee, in which a notice was composed."""
    return {
        "id": str(row.mail_id),
        "to": row.to.name,
        "what": row.message.kind,
        "language": row.message.facts.get("language"),
        "channel": row.channel,
        "status": row.status,
        "told_at": _moment(row.told_at, zone),
        "sent_at": _moment(row.sent_at, zone),
        "read_at": _moment(row.read_at, zone),
    }
