"""The house keeps its shape: floors, doors and homes of rules (docs/architecture.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.fields.related import ForeignKey

from accounts.visibility import Protected
from betterwork.apps import FLOORS

ROOT = Path(__file__).resolve().parents[2]
OURS = [floor for floor in FLOORS if apps.is_installed(floor)]


def height(model: type[Model]) -> int:
    return FLOORS.index(model._meta.app_label)


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def foreign_keys(models: list[type[Model]]) -> Iterator[ForeignKey]:
    for model in models:
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey):
                yield field


def upward(models: list[type[Model]]) -> list[str]:
    return [
        str(key)
        for key in foreign_keys(models)
        if key.related_model._meta.app_label in FLOORS and height(key.related_model) > height(key.model)
    ]


def test_relations_point_down() -> None:
    assert upward(our_models()) == []


def test_imports_point_down() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_protected_row_is_reached_by_a_related_manager() -> None:
    open_doors = [
        str(key)
        for key in foreign_keys(our_models())
        if issubclass(key.model, Protected) and not key.remote_field.hidden
    ]
    assert open_doors == []


class Reached(ast.NodeVisitor):
    """Collects where code takes hold of `.rows` or of Django's own managers of protected rows."""

    def __init__(self) -> None:
        self.lines: list[int] = []

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in {"rows", "_base_manager"}:
            self.lines.append(node.lineno)
        self.generic_visit(node)


def past_the_door(source: str) -> list[int]:
    reached = Reached()
    reached.visit(ast.parse(source))
    return reached.lines


def outward_modules() -> list[Path]:
    """Modules that answer a person: views, API, forms, homes, template tags."""
    found = []
    for floor in [*OURS, "betterwork"]:
        for path in (ROOT / floor).rglob("*.py"):
            parts = {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
            if parts & {"views", "api", "forms", "homes", "templatetags", "page", "context"}:
                found.append(path)
    return found


@pytest.mark.parametrize("path", outward_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_and_api_use_the_door(path: Path) -> None:
    assert past_the_door(path.read_text()) == []


def test_the_door_test_notices_a_way_around() -> None:
    assert past_the_door("def view(request):\n    return Factory.rows.all()") == [2]


def test_a_protected_model_has_no_all() -> None:
    with pytest.raises(TypeError):
        apps.get_model("factories", "Factory").objects.all()


def clock_readers(source: str) -> list[int]:
    tree = ast.parse(source)
    names = {"now", "utcnow", "today", "localtime", "localdate"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "timezone"}
    ]


REAL_TIME = {  # sessions, claims, back-off and signs of life run on real time
    "accounts/clock.py",
    "betterwork/tasks.py",
    "betterwork/health.py",
    "planning/previewing.py",
}


def domain_modules() -> list[Path]:
    paths = [path for floor in OURS for path in (ROOT / floor).rglob("*.py")]
    return [path for path in paths if str(path.relative_to(ROOT)) not in REAL_TIME]


def test_only_the_clock_reads_the_clock() -> None:
    guilty = {str(path.relative_to(ROOT)): clock_readers(path.read_text()) for path in domain_modules()}
    assert {path: lines for path, lines in guilty.items() if lines} == {}


def status_writers(source: str) -> list[int]:
    """Assignments to `.status`, and `status=` in an `update(...)` call."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            lines += [
                node.lineno
                for target in node.targets
                if isinstance(target, ast.Attribute) and target.attr == "status"
            ]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            lines += [node.lineno for keyword in node.keywords if keyword.arg == "status"]
    return lines


ALLOWED_TO_WRITE_A_STATUS = {"accounts/lifecycle.py"}


def test_only_the_lifecycle_writes_a_status() -> None:
    guilty = {}
    for path in (path for floor in OURS for path in (ROOT / floor).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name not in ALLOWED_TO_WRITE_A_STATUS and status_writers(path.read_text()):
            guilty[name] = status_writers(path.read_text())
    assert guilty == {}


def test_mail_is_sent_from_the_outbox_alone() -> None:
    words = ("send_mail", "EmailMessage", "EmailMultiAlternatives")
    senders = {
        str(path.relative_to(ROOT))
        for floor in OURS
        for path in (ROOT / floor).rglob("*.py")
        if any(word in path.read_text() for word in words)
    }
    assert senders <= {"factories/delivery/mail.py"}
