"""Puts a policy that was read from files into the tables; done twice, nothing changes."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from programmes.models import CountryProgramme, Policy, ProgrammeFact, ServicePolicy
from programmes.policyfile import PolicyFile
from programmes.policysuccession import settle


@dataclass(frozen=True)
class Loaded:
    policy: Policy
    services: int
    facts: int
    without_programme: list[str]  # countries whose facts have nothing to stand on


@transaction.atomic
def load(read: PolicyFile) -> Loaded:
    """Rows that stand already stay as they are: a later version is a policy of its own."""
    policy = Policy.objects.filter(key=read.head["key"]).first() or _new(read.head)
    made = ServicePolicy.objects.bulk_create(
        (ServicePolicy(policy=policy, **row) for row in read.services), ignore_conflicts=True
    )
    programmes = {each.code: each for each in CountryProgramme.objects.all()}
    known = [fact for fact in read.facts if fact["country"] in programmes]
    for fact in known:
        _lay(programmes[fact["country"]], fact)
    lacking = sorted({fact["country"] for fact in read.facts} - set(programmes))
    return Loaded(policy, len(made), len(known), lacking)


def _new(head: dict[str, Any]) -> Policy:
    """Ends the one that it begins in. Raises `Invalid` where two would hold on one day."""
    policy = Policy(**head)
    ended = settle(policy, Policy.objects.all())
    if ended is not None:
        Policy.objects.filter(pk=ended.pk).update(valid_until=policy.valid_from)
    policy.save(force_insert=True)
    return policy


def _lay(programme: CountryProgramme, fact: dict[str, Any]) -> None:
    """What is recorded already goes before what the file says."""
    words = {key: value for key, value in fact.items() if key not in ("country", "valid_until")}
    scope = {"programme": programme, "region": None, "subject": fact["subject"]}
    rows = ProgrammeFact.objects.filter(**scope).order_by("valid_from")
    if rows.on(fact["valid_from"]).exists():
        return
    later = rows.filter(valid_from__gt=fact["valid_from"]).first()
    ends = [end for end in (fact["valid_until"], later.valid_from if later else None) if end]
    ProgrammeFact.objects.create(
        programme=programme, decision=fact["source"], valid_until=min(ends, default=None), **words
    )
