"""Signatures of what is posted from one machine to another: HMAC-SHA256 over `timestamp.body`.

    Betterwork-Signature: t=1767225600,v1=5f2b…

The receiver joins `t`, a full stop and the raw body, makes the HMAC with the shared secret,
compares in constant time, and refuses what is older than five minutes: a copy is worth nothing.
"""

import hmac
from datetime import datetime

HEADER = "Betterwork-Signature"
TOLERANCE_S = 300


def sign(secret: str, body: bytes, now: datetime) -> str:
    stamp = int(now.timestamp())
    return f"t={stamp},v1={_mac(secret, stamp, body)}"


def is_signed(header: str, secret: str, body: bytes, now: datetime) -> bool:
    """Whether the body was signed with this secret, within the tolerance of `now`."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    stamp = parts.get("t", "")
    if not (secret and stamp.isascii() and stamp.isdecimal() and len(stamp) < 13):
        return False
    if abs(now.timestamp() - int(stamp)) > TOLERANCE_S:
        return False
    return hmac.compare_digest(_mac(secret, int(stamp), body).encode(), parts.get("v1", "").encode())


def _mac(secret: str, stamp: int, body: bytes) -> str:
    return hmac.new(secret.encode(), b"%d.%b" % (stamp, body), "sha256").hexdigest()
