"""A tool's next version, from a file."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.verbs import verb
from assessments.actions.tools import publish_version
from assessments.models import Question, QuestionText, Tool, ToolVersion
from assessments.tool_import import identity, sheet
from assessments.tool_import.identity import Changes, Earlier
from assessments.tool_import.sheet import Asked
from assessments.tool_import.taxonomy import Taxonomy
from factories.access import require_programme_role
from programmes.models import CountryProgramme


@dataclass(frozen=True)
class Imported:
    """`version` is None where the file says what the tool says already."""

    version: ToolVersion | None
    changes: Changes


@verb
def import_tool(
    *,
    programme: CountryProgramme,
    content: bytes,
    by: User | None,
    at: datetime,
    name: str = "",
    valid_from: date | None = None,
) -> Imported:
    """Prepares the next version of a programme's tool; with `valid_from` it is published as well.

    Earlier versions, and with them the assessments bound to them, stay as they are. Raises Invalid
    with the lines that are wrong, and then nothing is written. `by` None is the command line.
    """
    if by:
        require_programme_role(by, Role.ADMINISTRATOR, programme=programme)
    asked = sheet.questions(content)
    tool = _locked_tool(programme)
    last = tool.versions.order_by("-number").first()
    earlier = _earlier(tool, last)
    matched = identity.match(earlier, asked)
    changes = identity.changes(earlier, asked, matched)
    taxonomy = Taxonomy(asked)
    if last and _says_the_same(last, asked, taxonomy):
        return Imported(None, changes)
    version = _write(tool, last, asked, matched, taxonomy, name, at)
    if valid_from:
        publish_version(version=version, valid_from=valid_from, by=by, at=at)
    return Imported(version, changes)


def _locked_tool(programme: CountryProgramme) -> Tool:
    tool, _made = Tool.objects.get_or_create(programme=programme)
    return Tool.objects.select_for_update().get(pk=tool.pk)


def _earlier(tool: Tool, last: ToolVersion | None) -> list[Earlier]:
    """Every question that was ever asked, as it was asked last."""
    texts = QuestionText.objects.filter(version__tool=tool).select_related("question", "version")
    newest: dict[str, QuestionText] = {}
    for text in texts.order_by("version__number", "order"):
        newest[text.question.key] = text
    return [
        Earlier(key, text.number, text.text, text.noncompliant_answer, asked_now=text.version == last)
        for key, text in newest.items()
    ]


def _says_the_same(last: ToolVersion, asked: list[Asked], taxonomy: Taxonomy) -> bool:
    now = [(taxonomy.point_of(one).pk, *_wording(one)) for one in asked]
    fields = ("number", "text", "noncompliant_answer", "public", "focused", "legal_reference")
    before = QuestionText.objects.filter(version=last).order_by("order").values_list("point_id", *fields)
    return list(before) == now


def _wording(one: Asked) -> tuple[object, ...]:
    return (one.number, one.text, one.noncompliant_answer, one.public, one.focused, one.legal_reference)


def _write(
    tool: Tool,
    last: ToolVersion | None,
    asked: list[Asked],
    matched: dict[int, Earlier],
    taxonomy: Taxonomy,
    name: str,
    at: datetime,
) -> ToolVersion:
    number = last.number + 1 if last else 1
    version = ToolVersion.objects.create(
        tool=tool,
        number=number,
        name=name or _("%(country)s, version %(number)d") % {"country": tool.programme, "number": number},
        valid_from=at.astimezone(tool.programme.tz).date(),
    )
    questions = _questions(tool, asked, matched)
    texts = [
        _text(version, questions[one.line], taxonomy, one, order) for order, one in enumerate(asked, start=1)
    ]
    QuestionText.objects.bulk_create(texts)
    return version


def _questions(tool: Tool, asked: list[Asked], matched: dict[int, Earlier]) -> dict[int, Question]:
    """Line -> identity; a new question's key is its first number, or that with a count where taken."""
    known = {question.key: question for question in Question.objects.filter(tool=tool)}
    found = {line: known[earlier.key] for line, earlier in matched.items()}
    new = []
    for one in asked:
        if one.line not in found:
            question = Question(tool=tool, key=_free_key(one.number, known))
            known[question.key] = found[one.line] = question
            new.append(question)
    Question.objects.bulk_create(new)
    return found


def _free_key(number: str, known: dict[str, Question]) -> str:
    key, count = number, 1
    while key in known:
        count += 1
        key = f"{number}~{count}"
    return key


def _text(
    version: ToolVersion, question: Question, taxonomy: Taxonomy, one: Asked, order: int
) -> QuestionText:
    return QuestionText(
        version=version,
        question=question,
        point=taxonomy.point_of(one),
        number=one.number,
        order=order,
        text=one.text,
        noncompliant_answer=one.noncompliant_answer,
        public=one.public,
        focused=one.focused,
        legal_reference=one.legal_reference,
    )
