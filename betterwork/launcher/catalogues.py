"""Compiles translations (`.po` to `.mo`) without gettext's tools, which a bare machine lacks."""

import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")
MAGIC = 0x950412DE


def compile_all(folder: Path) -> int:
    """Every catalogue that is newer than its compiled form; returns how many."""
    stale = [po for po in folder.glob("*/LC_MESSAGES/*.po") if _stale(po)]
    for po in stale:
        unfinished = po.with_suffix(".mo.unfinished")
        unfinished.write_bytes(compiled(po.read_text(encoding="utf-8")))
        unfinished.replace(po.with_suffix(".mo"))
    return len(stale)


def _stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compiled(text: str) -> bytes:
    """The binary form of a catalogue; entries that are fuzzy or untranslated are left out."""
    messages = dict(filter(None, map(_message, _entries(text))))
    return _binary(sorted(messages.items()))


def _entries(text: str) -> Iterator[list[str]]:
    entry: list[str] = []
    for line in [*text.splitlines(), ""]:
        starts_next = line.startswith(("#", "msgctxt", "msgid ")) and any(
            part.startswith("msgstr") for part in entry
        )
        if (not line.strip() or starts_next) and entry:
            yield entry
            entry = []
        if line.strip():
            entry.append(line.strip())


def _message(entry: list[str]) -> tuple[bytes, bytes] | None:
    if any(line.startswith("#,") and "fuzzy" in line for line in entry):
        return None
    parts = _parts(entry)
    forms = [value for name, value in parts.items() if name.startswith("msgstr")]
    if "msgid" not in parts or not all(forms):
        return None
    key = parts["msgid"]
    if "msgctxt" in parts:
        key = f"{parts['msgctxt']}\x04{key}"
    if "msgid_plural" in parts:
        key = f"{key}\0{parts['msgid_plural']}"
    return key.encode(), "\0".join(forms).encode()


def _parts(entry: list[str]) -> dict[str, str]:
    """`msgid`, `msgstr`, `msgstr[0]` … with their texts, continued lines joined."""
    parts: dict[str, str] = {}
    current = ""
    for line in entry:
        if line.startswith("#"):
            continue
        if line.startswith(KEYWORDS):
            current, _, line = line.partition(" ")
            parts[current] = ""
        parts[current] += ast.literal_eval(line.strip())
    return parts


def _binary(messages: list[tuple[bytes, bytes]]) -> bytes:
    count = len(messages)
    offset = 28 + 16 * count
    tables: list[bytes] = []
    texts = b""
    for column in (0, 1):
        for message in messages:
            tables.append(struct.pack("<II", len(message[column]), offset + len(texts)))
            texts += message[column] + b"\0"
    header = struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, offset)
    return header + b"".join(tables) + texts


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]))
