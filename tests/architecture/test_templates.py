"""Templates are read by people: lines of a readable length, two spaces a level.

How they are written, and why so: `docs/decisions/0072-templates-are-read.md`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = {str(path.relative_to(ROOT)): path.read_text() for path in sorted(ROOT.rglob("*.html"))}
LONGEST, BESIDE = 160, 120
# What cannot be broken: a translated sentence, a Django tag, an HTML tag, a setting written as JSON.
WHOLE = re.compile(
    r"\{% (blocktranslate|comment)\b.*?\{% end\1 %\}|\{%.*?%\}|<(?:\{[{%].*?[%}]\}|[^<>{])*>|'\{\"[^']*'"
)


def too_long(text: str) -> list[int]:
    """Numbers of lines over 160, unless one tag or sentence makes them so and little stands beside it."""
    return [number for number, line in enumerate(text.splitlines(), 1) if crowded(line)]


def crowded(line: str) -> bool:
    longest = max((len(found.group()) for found in WHOLE.finditer(line)), default=0)
    return len(line) > LONGEST and len(line) - longest > BESIDE


def badly_indented(text: str) -> Iterator[int]:
    """Numbers of lines with an odd indentation, or more than one level deeper than the line above."""
    above = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line:
            continue
        depth, odd = divmod(len(line) - len(line.lstrip()), 2)
        if odd or depth > above + 1 or line != line.rstrip():
            yield number
        above = depth


def where(wrong: Callable[[str], Iterable[int]]) -> list[str]:
    return [f"{name}:{line}" for name, text in TEMPLATES.items() for line in wrong(text)]


def test_no_line_is_too_long_to_read() -> None:
    assert where(too_long) == []


def test_what_is_inside_stands_two_spaces_further_in() -> None:
    assert where(badly_indented) == []


def test_a_card_on_one_line_is_noticed() -> None:
    assert too_long("<p>a</p>\n" + "<li><b>one</b></li>" * 9) == [2]


def test_a_sentence_is_not_broken() -> None:
    assert too_long(f'  {{% translate "{"a word " * 30}" %}}') == []


def test_steps_of_other_widths_are_noticed() -> None:
    text = "<ul>\n   <li>odd</li>\n  <li>\n      <p>too deep</p>\n  </li>\n</ul> "
    assert list(badly_indented(text)) == [2, 4, 6]
