"""Row security of the programmes floor: contacts are known to the country's staff, mediators to all."""

from accounts.models import STAFF, Role
from accounts.rowsecurity import ME, Policy

CONTACT = "programmes_contact"


def _staff_of(*roles: Role) -> str:
    """The SQL condition that the person holds one of these roles in the row's programme today."""
    named = ", ".join(f"'{role.value}'" for role in roles)
    home = (
        "SELECT 1 FROM programmes_countryprogramme p"
        f" WHERE p.id = {CONTACT}.programme_id AND p.organisation_id = m.organisation_id"
    )
    return (
        f"EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = {ME} AND m.ended_at IS NULL"
        f" AND m.role IN ({named}) AND (m.role = '{Role.HEAD_OFFICE.value}' OR EXISTS ({home})))"
    )


def _writes() -> list[Policy]:
    office = _staff_of(Role.ADMINISTRATOR)
    return [
        Policy(CONTACT, "add", "INSERT", check=office),
        Policy(CONTACT, "change", "UPDATE", using=office),
        Policy(CONTACT, "remove", "DELETE", using=office),
    ]


POLICIES = [Policy(CONTACT, "read", "SELECT", using=f"mediates OR {_staff_of(*STAFF)}"), *_writes()]
