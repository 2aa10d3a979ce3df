"""Where the real files lie: `REAL_DATA`, or `shared/data` beside the project's folder."""

import os
from pathlib import Path

_WANTED = Path(os.environ.get("REAL_DATA") or Path(__file__).parents[3] / "shared" / "data")
FOLDER = _WANTED if (_WANTED / "oar_lists").is_dir() else None
LEFT_OUT = "" if FOLDER else "tests/imports/real: no real lists at hand (REAL_DATA names their folder)"
