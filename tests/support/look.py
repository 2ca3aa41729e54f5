"""Fixtures of every test of the screen: a look, and workers (named in a `conftest.py` as a plug-in)."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme.theme import Brightness, Theme
from ui.theme.tokens import TextSize
from ui.work import Work


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The application's one theme."""
    qapp.setCursorFlashTime(0)
    return Theme(qapp)


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    dressed.choose(Brightness.LIGHT, TextSize.STANDARD)
    yield dressed
    dressed.choose(Brightness.LIGHT, TextSize.STANDARD)


@pytest.fixture
def work(qapp: QApplication) -> Iterator[Work]:
    """Without Python's collector, as in the program (`ui.work.Collector`): a worker that sets it off would let go of
    another test's windows."""
    gc.disable()
    made = Work()
    try:
        yield made
        assert made.close()
    finally:
        gc.enable()
