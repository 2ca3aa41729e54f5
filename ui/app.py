"""Opens the desk: the Qt application, its look and language, the window, and what happens when something goes wrong."""

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reception.domain.clock import Clock, SystemClock
from ui.context import Context
from ui.pages.page import PageSpec
from ui.pages.settings import SPEC as SETTINGS
from ui.settings import Settings
from ui.shell import MainWindow, unnamed_state
from ui.theme.theme import Theme
from ui.theme.tokens import ToneName
from ui.words import explained, speak
from ui.work import Collector, Work

log = logging.getLogger(__name__)


def build_pages() -> Sequence[PageSpec]:
    """The pages in the order of the side bar."""
    return (SETTINGS,)


def open_desk(folder: Path, *, sample: bool = False) -> int:
    """Open the desk on a data folder and stay until it is closed; returns the process's exit code."""
    choose_input_module(os.environ, input_plugins())
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise RuntimeError("a Qt application without a screen runs already")
    desk = Desk(app, folder, SystemClock(), sample=sample)
    desk.open()
    try:
        return app.exec()
    finally:
        desk.close()


class Desk(QObject):
    """Everything that outlives a window: look, settings, workers, collector, and the hook for what nobody caught."""

    def __init__(self, app: QApplication, folder: Path, clock: Clock, *, sample: bool = False) -> None:
        super().__init__()
        self._app = app
        self._folder = folder
        self._clock = clock
        self._sample = sample
        self._settings = Settings(folder)
        self._work = Work(self)
        self._work.unexpected.connect(self._tell)
        self._collector = Collector(self)
        self._theme = Theme(app)
        self._hook = sys.excepthook
        sys.excepthook = self._caught
        speak(app, self._settings.language)
        self._theme.choose(self._settings.brightness, self._settings.size)
        self._window: MainWindow | None = None

    def open(self) -> MainWindow:
        """Build the window in the language chosen and show it, at the page that was open."""
        before, specs = self._window, build_pages()
        window = MainWindow(self._title(), specs, self._context)
        window.language_chosen.connect(self._speak_anew, Qt.ConnectionType.QueuedConnection)
        window.show_line(unnamed_state())
        window.go(before.open_key if before is not None else specs[0].key)
        window.show()
        self._window = window
        return window

    def close(self) -> None:
        """End the workers and give back what was taken of the interpreter."""
        self._work.close()
        self._collector.stop()
        sys.excepthook = self._hook

    def _title(self) -> str:
        return self.tr("民生接待")

    def _context(self, window: MainWindow) -> Context:
        return Context(self._folder, self._clock, self._work, self._theme, self._settings, window, self._sample)

    def _speak_anew(self) -> None:
        speak(self._app, self._settings.language)
        before = self._window
        self.open()
        if before is not None:
            before.close()
            before.deleteLater()

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Nobody caught it: log where, never what (messages may hold a resident's words), and say so calmly."""
        log.error("unexpected %s at %s", kind.__name__, places(trace))
        if isinstance(error, Exception):
            QTimer.singleShot(0, self, lambda: self._tell(error))

    def _tell(self, error: Exception) -> None:
        if self._window is not None:
            self._window.notice(explained(error), ToneName.DANGER)


def places(trace: TracebackType | None) -> str:
    """Where an error came by: file and line of each frame, outermost first, without any value."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(found)


def input_plugins() -> frozenset[str]:
    """The input methods this Qt can speak to, by the names `QT_IM_MODULE` uses."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    with suppress(OSError):
        return frozenset(_module_name(path.stem) for path in folder.iterdir())
    return frozenset()


def _module_name(stem: str) -> str:
    name = stem.removeprefix("lib").removesuffix("platforminputcontextplugin").removesuffix("plugin")
    return name.replace("qt", "") if name.startswith("qt") else name


def choose_input_module(environ: "os._Environ[str] | dict[str, str]", plugins: frozenset[str]) -> None:
    """Where `QT_IM_MODULE` names a module the wheel does not carry (fcitx), take ibus, which fcitx answers too."""
    wanted = environ.get("QT_IM_MODULE", "")
    if wanted and wanted not in plugins and "ibus" in plugins:
        environ["QT_IM_MODULE"] = "ibus"
        environ.pop("QT_IM_MODULES", None)


def high_dpi() -> None:
    """Scale by exact factors (125 %, 150 %), as office PCs are set. Call before the application is made."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
