"""Stories stop where they broke; stages for those that are told in a browser."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.launcher.product import ROOT, Product
from tests.stories import databases
from tests.stories.browser import Stage, chromium

BROKEN = pytest.StashKey[str]()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The product with its demo, on a folder, ports and a database of its own, and a browser.

    Who writes a story: `STORY_ADDRESS` names a product that runs already, `STORY_SHOTS` a folder for pictures.
    """
    folder = tmp_path_factory.mktemp("story")
    shots = Path(os.environ["STORY_SHOTS"]) if os.environ.get("STORY_SHOTS") else None
    with chromium() as browser, _product(folder / "var") as product:
        assert product.becomes_healthy(), product.health()
        yield Stage(product, browser, shots)


@contextmanager
def _product(var: Path) -> Iterator[Product]:
    if running := os.environ.get("STORY_ADDRESS"):
        yield Product(var, said=f"HTTP answers: {running}")
        return
    with databases.copy(databases.DEMO) as name:
        # The PDFs of the demo's old reports would keep a core busy that the story needs.
        own = {"SECRET_KEY": databases.SECRET_KEY, "PDF_LEFTOVERS_S": "0"}
        with Product(var, ROOT, settings=databases.urls(name) | own) as product:
            yield product


@pytest.fixture(scope="module")
def in_order() -> None:
    """Marks a module whose tests are the steps of one story (see `pytest_runtest_makereport`)."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, Any]:
    report = yield
    if report.failed and item.parent and "in_order" in getattr(item, "fixturenames", ()):
        item.parent.stash.setdefault(BROKEN, item.name)
    return report


def pytest_runtest_setup(item: pytest.Item) -> None:
    broken = item.parent and item.parent.stash.get(BROKEN, None)
    if broken:
        pytest.fail(f"the story broke earlier, at {broken}", pytrace=False)
