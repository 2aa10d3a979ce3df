"""The real lists stay out of the repository; their tests run where a copy lies at hand."""

from tests.imports.realdata import FOLDER

collect_ignore = [] if FOLDER else ["real"]
