"""What a report says: typed, frozen, versioned. Everything a reader sees stands in here.

A payload is composed once from rows, frozen (`reporting.freezing`) and rendered from itself
alone, years later too. So it holds finished facts: counts, never rows to be counted again.

What must not leave the programme has no field: evidence from worker interviews, counts of
people interviewed, staff names (the assessment team's published names excepted), staff notes,
planned dates. Owners of actions are roles, never people's names. Other buyers are never named.

A field that is added, renamed or dropped makes a new `SCHEMA`; old payloads stay readable.

Sources: mission RPT-1, RPT-4, ASM-5, ASM-7, PICC-1 to PICC-3, IP-1, IP-2; domain.md section 8.
"""

from reporting.payload.assessment import *  # noqa: F403  one door for all who compose or render
from reporting.payload.progress import *  # noqa: F403
from reporting.payload.reports import *  # noqa: F403
from reporting.payload.values import *  # noqa: F403

SCHEMA = 1
