"""Stories stop where they broke; stages for those that are told in a browser."""

import os
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.launcher.product import ROOT, Product
from tests.stories.browser import Stage, chromium

BROKEN = pytest.StashKey[str]()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The product with its demo, on a folder and ports of its own, and a browser.

    Who writes a story: `STORY_ADDRESS` names a product that runs already, `STORY_SHOTS` a folder for pictures.
    """
    folder = tmp_path_factory.mktemp("story")
    shots = Path(os.environ["STORY_SHOTS"]) if os.environ.get("STORY_SHOTS") else None
    with chromium() as browser, _product(folder / "var") as product:
        assert product.becomes_healthy(), product.health()
        yield Stage(product, browser, shots)


def _product(var: Path) -> AbstractContextManager[Product]:
    running = os.environ.get("STORY_ADDRESS")
    if running:
        return nullcontext(Product(var, said=f"HTTP answers: {running}"))
    # The PDFs of the demo's old reports would keep a core busy that the story needs.
    return Product(var, ROOT, settings={"PDF_LEFTOVERS_S": "0"})


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
