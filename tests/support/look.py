"""Fixtures of every test of the screen: a look, and workers (named in a `conftest.py` as a plug-in)."""

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
    made = Work()
    yield made
    assert made.close()
