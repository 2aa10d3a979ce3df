"""Row security of the lowest floor: where a form led is its sender's alone, it may be the path of a restricted file."""

from accounts.rowsecurity import ME, Policy

POLICIES = [Policy("accounts_sent", "own", "ALL", using=f"user_id = {ME}")]
