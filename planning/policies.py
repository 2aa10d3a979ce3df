"""Row security of the planning floor: drafts are known to the country's staff."""

from accounts.models import STAFF, Role
from accounts.rowsecurity import Policy
from factories.policies import array, writes

DRAFT = "planning_draft"


def _in(*roles: Role) -> str:
    return f"programme_id = ANY ((SELECT my_programmes({array(roles)}))::uuid[])"


POLICIES = [
    Policy(DRAFT, "read", "SELECT", using=_in(*STAFF)),
    *writes(DRAFT, _in(Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)),
]
