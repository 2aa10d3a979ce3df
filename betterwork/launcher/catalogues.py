"""Compiles translations (`.po` to `.mo`) without gettext's tools, which a bare machine lacks."""

import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")
MAGIC = 0x950412DE


def compile_all(folder: Path) -> int:
    """Every catalogue whose compiled form says something else; returns how many."""
    return sum(_compile(po, po.with_suffix(".mo")) for po in sorted(folder.glob("*/LC_MESSAGES/*.po")))


def _compile(po: Path, mo: Path) -> bool:
    """By content, not by time: after a clone times say nothing, and another compiler's form is as good."""
    wanted = compiled(po.read_text(encoding="utf-8"))
    if mo.exists() and messages(mo.read_bytes()) == messages(wanted):
        return False
    unfinished = mo.with_suffix(".mo.unfinished")
    unfinished.write_bytes(wanted)
    unfinished.replace(mo)
    return True


def messages(binary: bytes) -> dict[bytes, bytes]:
    """What a compiled catalogue says, original to translation."""
    if len(binary) < 20 or struct.unpack_from("<I", binary)[0] != MAGIC:
        return {}
    count, originals, translations = struct.unpack_from("<3I", binary, 8)
    return {_text(binary, originals + 8 * n): _text(binary, translations + 8 * n) for n in range(count)}


def _text(binary: bytes, entry: int) -> bytes:
    length, offset = struct.unpack_from("<II", binary, entry)
    return binary[offset : offset + length]


def compiled(text: str) -> bytes:
    """The binary form of a catalogue; entries that are fuzzy or untranslated are left out."""
    found = dict(filter(None, map(_message, _entries(text))))
    return _binary(sorted(found.items()))


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
