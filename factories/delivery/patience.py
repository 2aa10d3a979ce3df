"""How long a try waits for the next, and when a person decides instead: pure, in real time."""

from datetime import timedelta

LONGEST_WAIT = timedelta(minutes=60)
LONGEST_WAIT_STATUTORY = timedelta(minutes=15)
PATIENCE = timedelta(hours=24)
PATIENCE_STATUTORY = timedelta(hours=48)
PATIENCE_WEBHOOK = timedelta(hours=72)


def wait_after(attempts: int, statutory: bool) -> timedelta:
    """1, 2, 4 … minutes, at most an hour; a statutory notice never waits longer than a quarter of it."""
    longest = LONGEST_WAIT_STATUTORY if statutory else LONGEST_WAIT
    return min(timedelta(minutes=2 ** min(attempts - 1, 10)), longest)


def patience(statutory: bool, by_webhook: bool) -> timedelta:
    """How long it is tried. Long enough for a mail server that is down for a night."""
    if by_webhook:
        return PATIENCE_WEBHOOK
    return PATIENCE_STATUTORY if statutory else PATIENCE
