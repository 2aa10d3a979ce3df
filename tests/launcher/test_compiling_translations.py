"""Our compiler against Python's own reader of catalogues."""

import gettext
from io import BytesIO
from pathlib import Path

from betterwork.launcher import catalogues

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: templates/base.html:3
msgid "Sign in"
msgstr "تسجيل الدخول"

msgctxt "of a report"
msgid "Release"
msgstr "نشر \"الآن\""
msgid "one line\n"
"and the next"
msgstr ""
"سطر\n"
"وآخر"

#, fuzzy
msgid "guessed"
msgstr "خطأ"

msgid "not yet"
msgstr ""

#, python-format
msgid "%(n)s factory"
msgid_plural "%(n)s factories"
msgstr[0] "%(n)s مصنع"
msgstr[1] "%(n)s مصانع"

#~ msgid "old"
#~ msgstr "قديم"
"""


def translations() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(catalogues.compiled(CATALOGUE)))


def test_sentences_contexts_lines_and_plurals_are_found() -> None:
    ours = translations()
    assert ours.gettext("Sign in") == "تسجيل الدخول"
    assert ours.pgettext("of a report", "Release") == 'نشر "الآن"'
    assert ours.gettext("one line\nand the next") == "سطر\nوآخر"
    assert ours.ngettext("%(n)s factory", "%(n)s factories", 3) == "%(n)s مصانع"


def test_what_is_guessed_missing_or_old_stays_in_the_original() -> None:
    ours = translations()
    assert [ours.gettext(word) for word in ("guessed", "not yet", "old")] == ["guessed", "not yet", "old"]


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE, encoding="utf-8")
    assert [catalogues.compile_all(tmp_path), catalogues.compile_all(tmp_path)] == [1, 0]


def test_another_compilers_form_is_left_alone_while_it_says_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE, encoding="utf-8")
    (folder / "django.mo").write_bytes(catalogues.compiled(CATALOGUE) + b"a table of its own")
    assert catalogues.compile_all(tmp_path) == 0
    (folder / "django.po").write_text(CATALOGUE.replace("نشر", "إصدار"), encoding="utf-8")
    assert catalogues.compile_all(tmp_path) == 1
