"""A long report as PDF, ours and by WeasyPrint alone: `python -m bench.pdf ours|alone FOLDER`.

Each runs in a process of its own and says its seconds and its peak memory. Both get the same
HTML and make the same kind of file (PDF/UA-1); libraries are loaded before the clock starts.
"""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = "report.html"


def write_page(folder: Path) -> None:
    from reporting.rendering import render_document
    from tests.reporting.samples import long_assessment

    (folder / PAGE).write_text(render_document(long_assessment(), "en"), encoding="utf-8")


def ours(folder: Path) -> dict[str, Any]:
    import django

    django.setup()
    from reporting.rendering import pdf_available, render_pdf
    from tests.reporting.samples import long_assessment

    available = pdf_available()
    if not available:
        return {"missing": available.sentence}
    payload = long_assessment()
    start = perf_counter()
    content = render_pdf(payload, "en")
    return _cost(perf_counter() - start, content)


def alone(folder: Path) -> dict[str, Any]:
    try:
        import weasyprint
    except OSError as error:
        return {"missing": str(error)}
    page = (folder / PAGE).read_text(encoding="utf-8")
    start = perf_counter()
    content = weasyprint.HTML(string=page, base_url=f"{ROOT / 'static'}/").write_pdf(pdf_variant="pdf/ua-1")
    return _cost(perf_counter() - start, content)


def _cost(seconds: float, content: bytes) -> dict[str, Any]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    return {"seconds": seconds, "peak_mb": peak, "kilobytes": len(content) / 1024}


if __name__ == "__main__":
    print(json.dumps({"ours": ours, "alone": alone}[sys.argv[1]](Path(sys.argv[2]))))
