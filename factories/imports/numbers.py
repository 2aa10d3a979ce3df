"""Figures as people type them, in any country's habit. None: it is no figure."""

import re

_UNIT = re.compile(r"\s*(?:%|°|workers|persons|people|nos?\.?)\s*$", re.IGNORECASE)


def whole(text: str) -> int | None:
    """A count: "1,234", "1.234", "1 234", "1'234", "1234.0"; not "500-1000"."""
    bare = re.sub(r"[\s'’_]", "", _UNIT.sub("", text))
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        return int(re.sub(r"[.,]", "", bare))
    found = re.fullmatch(r"(\d+)(?:[.,]0+)?", bare)
    return int(found[1]) if found and len(found[1]) <= 9 else None


def decimal(text: str) -> float | None:
    """A number with a point or a comma: "11.5564", "11,5564", "-72.3°"."""
    bare = re.sub(r"\s", "", _UNIT.sub("", text)).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,9}(?:[.,]\d*)?", bare):
        return None
    return float(bare.replace(",", "."))


def degrees(text: str) -> float | None:
    """A coordinate: decimal, with the letter of its half of the world before or behind."""
    found = re.fullmatch(r"\s*([NSEWnsew]?)\s*(.*?)\s*([NSEWnsew]?)\s*", text)
    value = decimal(found[2]) if found else None
    if found is None or value is None:
        return None
    return -abs(value) if (found[1] + found[3]).upper() in {"S", "W"} else value
