#!/usr/bin/env python3
"""Posts a mail that came back, given on standard input, to the product: for a mail server's pipe.

    BASE_URL=https://betterwork.example BOUNCE_SECRET=… report_bounce.py < report

Needs Python alone. Ends with 75 (try again later, as mail servers understand it) when the product
does not answer, so that no report is lost.
"""

import hmac
import os
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TRY_LATER = 75
LARGEST = 1024 * 1024


def main() -> int:
    report = sys.stdin.buffer.read(LARGEST)
    stamp = int(time.time())
    mac = hmac.new(os.environ["BOUNCE_SECRET"].encode(), b"%d.%b" % (stamp, report), "sha256").hexdigest()
    heads = {"Content-Type": "message/rfc822", "Betterwork-Signature": f"t={stamp},v1={mac}"}
    asked = Request(os.environ["BASE_URL"].rstrip("/") + "/mail/bounces/", report, heads)  # noqa: S310
    try:
        with urlopen(asked, timeout=30):  # noqa: S310
            return 0
    except HTTPError as refused:
        print(f"Refused: {refused.code}. Is BOUNCE_SECRET the product's?", file=sys.stderr)  # noqa: T201
        return TRY_LATER
    except OSError as away:
        print(f"No answer: {away}", file=sys.stderr)  # noqa: T201
        return TRY_LATER


if __name__ == "__main__":
    sys.exit(main())
