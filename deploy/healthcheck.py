"""Exit status 0 when the named parts of `/health` are up: `python deploy/healthcheck.py web database`."""

import json
import os
import sys
import urllib.error
import urllib.request

URL = os.environ.get("HEALTH_URL", "http://127.0.0.1:8000/health")


def health() -> dict[str, dict[str, object]]:
    asked = urllib.request.Request(URL, headers={"Host": "localhost"})  # noqa: S310  our own address
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
            return dict(json.load(answer))
    except urllib.error.HTTPError as down:  # 503: something is down, perhaps not what we ask for
        return dict(json.load(down))


def main() -> int:
    parts = health()
    down = [name for name in sys.argv[1:] if parts.get(name, {}).get("state") != "up"]
    sys.stdout.write(f"down: {', '.join(down)}\n" if down else "up\n")
    return bool(down)


if __name__ == "__main__":
    sys.exit(main())
