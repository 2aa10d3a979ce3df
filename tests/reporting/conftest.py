"""The PDF tests need libraries of the system; without them they are left out, and named at the end."""

from reporting.rendering.pdf import pdf_available

collect_ignore = [] if pdf_available() else ["test_printing_a_report.py"]


def pytest_terminal_summary(terminalreporter):
    if collect_ignore:
        terminalreporter.write_line(
            f"Left out: tests/reporting/test_printing_a_report.py. {pdf_available().sentence}"
        )
