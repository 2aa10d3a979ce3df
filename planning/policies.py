"""Row security of the planning floor: drafts and their previews are known to the country's staff.

A line that tells of a planned assessment is for planners alone (PHS-4).
"""

from accounts.models import PLANNERS, STAFF, Role
from accounts.rowsecurity import Policy
from factories.policies import array, of_country, writes

DRAFT, RUN, LINE = "planning_draft", "planning_previewrun", "planning_previewline"


def _in(*roles: Role) -> str:
    return f"programme_id = ANY ((SELECT my_programmes({array(roles)}))::uuid[])"


OF_RUN = f"EXISTS (SELECT 1 FROM {RUN} r WHERE r.id = {LINE}.run_id)"

POLICIES = [
    Policy(DRAFT, "read", "SELECT", using=_in(*STAFF)),
    *writes(DRAFT, _in(Role.ADMINISTRATOR, Role.COUNTRY_MANAGER)),
    Policy(RUN, "read", "SELECT", using=_in(*STAFF)),
    *writes(RUN, _in(*STAFF)),
    Policy(
        LINE, "read", "SELECT", using=f"{OF_RUN} AND (secret_id IS NULL OR {of_country(LINE, *PLANNERS)})"
    ),
]
