"""The spreadsheet."""

from reporting.payload import Payload


def render_xlsx(payload: Payload, language: str | None = None) -> bytes:
    raise NotImplementedError
