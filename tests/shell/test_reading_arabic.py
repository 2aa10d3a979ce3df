"""Arabic is wired: every word of the shell, the account pages and the components, and one flow: the
factory's page and its improvement plan."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from accounts.models import User
from betterwork.badges import BADGES
from betterwork.context import PLACES
from betterwork.launcher import catalogues
from tests.personas import World

FOLDERS = ("account", "allauth", "components", "mfa", "shell")
ROOT = settings.BASE_DIR / "templates"
TEMPLATES = sorted(
    [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".txt"}]
    + list(ROOT.glob("*.html"))
)
CALL = re.compile(r"""\b(?:n?gettext|_)\(\s*u?((?:'(?:\\.|[^'])*')|(?:"(?:\\.|[^"])*"))""")


def said(template: Path) -> list[str]:
    """The strings that a template hands to the translator."""
    return [ast.literal_eval(found) for found in CALL.findall(templatize(template.read_text()))]


def has_arabic(text: str) -> bool:
    catalogue = translation.trans_real.translation("ar")._catalog  # type: ignore[attr-defined]
    return bool(catalogue.get(text) or catalogue.get((text, 0)) or catalogue.get((text, 1)))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_of_the_shell_is_in_arabic(template: Path) -> None:
    assert [text for text in said(template) if not has_arabic(text)] == []


def test_the_search_for_words_finds_them() -> None:
    words = said(ROOT / "account" / "login.html")
    assert "Sign in" in words
    assert "E-mail" in words
    assert not has_arabic("A sentence that nobody wrote")


def test_every_place_and_badge_is_in_arabic() -> None:
    with translation.override("en"):
        words = [str(label) for label, _, _ in PLACES.values()] + [
            str(badge.label) for badge in BADGES.values()
        ]
    assert [word for word in words if not has_arabic(word)] == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/our-factory/", ["ما حدث وما سيأتي", "الإرشاد الأولي", "بنوم بنه"]),
        ("/plan/", ["خطة التحسين", "أضف بندًا", "خطة حية واحدة"]),
    ],
)
def test_a_manager_reads_her_factory_and_its_plan_in_arabic(
    address: str, words: list[str], world: World, browse: Callable[[User | None], Client]
) -> None:
    User.objects.filter(pk=world.manager.pk).update(language="ar")
    page = browse(world.manager).get(address, follow=True).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert [word for word in words if word not in page] == []


def test_the_compiled_catalogue_says_what_the_translations_say() -> None:
    """It is committed, because gettext may be absent where the product runs."""
    source = settings.BASE_DIR / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    compiled = catalogues.messages(source.with_suffix(".mo").read_bytes())
    assert compiled == catalogues.messages(catalogues.compiled(source.read_text(encoding="utf-8")))
