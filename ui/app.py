"""Opens the desk: the Qt application, its look and language, the window, and what happens when something goes wrong."""

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reception.domain.clock import Clock, SystemClock
from ui.context import Context
from ui.pages.page import Page, PageSpec
from ui.session.gate import Gate, Part
from ui.session.opening import Opening
from ui.session.sitting import Sitting
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Theme
from ui.theme.tokens import ToneName
from ui.words import Language, explained, language, speak
from ui.work import Collector, Work

if TYPE_CHECKING:
    from reception.desk.desk import Clerk
    from reception.desk.premises import Premises

log = logging.getLogger(__name__)


def build_pages() -> Sequence[PageSpec]:
    """The pages in the order of the side bar."""
    return (
        PageSpec("today", ("今日", "Today"), "calendar", _today, "Ctrl+1"),
        PageSpec("visit", ("来访登记", "New visit"), "clipboard-pen", _visit, "F2"),
        PageSpec("emergency", ("险情", "Emergency"), "siren", _emergency, "F4"),
        PageSpec("cases", ("诉求", "Cases"), "inbox", _cases, "Ctrl+3"),
        PageSpec("case", ("诉求", "Case"), "file-text", _case, listed=False),
        PageSpec("follow_ups", ("回访", "Follow-ups"), "phone-call", _follow_ups, "Ctrl+5"),
        PageSpec("residents", ("居民", "Residents"), "users", _residents, "Ctrl+6"),
        PageSpec("units", ("单位和网格", "Units and grids"), "building-2", _units, "Ctrl+7"),
        PageSpec("works", ("改造进度", "Works"), "hard-hat", _works, "F7"),
        PageSpec("figures", ("统计", "Figures"), "chart-column", _figures, "Ctrl+8"),
        PageSpec("files_in", ("导入清单", "Files in"), "file-plus", _files_in, "Ctrl+I", at_foot=True),
        PageSpec("sync", ("同步", "Sync"), "refresh-cw", _sync, "Ctrl+9", at_foot=True),
        PageSpec("settings", ("设置", "Settings"), "settings", _settings, "Ctrl+,", at_foot=True),
    )


def _today(context: Context) -> Page:
    from ui.pages.today import TodayPage

    return TodayPage(context)


def _visit(context: Context) -> Page:
    from ui.pages.visit import VisitPage

    return VisitPage(context)


def _emergency(context: Context) -> Page:
    from ui.pages.emergency import EmergencyPage

    return EmergencyPage(context)


def _cases(context: Context) -> Page:
    from ui.pages.cases import CasesPage

    return CasesPage(context)


def _case(context: Context) -> Page:
    from ui.pages.case import CasePage

    return CasePage(context)


def _follow_ups(context: Context) -> Page:
    from ui.pages.follow_ups import FollowUpsPage

    return FollowUpsPage(context)


def _residents(context: Context) -> Page:
    from ui.pages.residents import ResidentsPage

    return ResidentsPage(context)


def _units(context: Context) -> Page:
    from ui.pages.units import UnitsPage

    return UnitsPage(context)


def _works(context: Context) -> Page:
    from ui.pages.works import WorksPage

    return WorksPage(context)


def _figures(context: Context) -> Page:
    from ui.pages.figures import FiguresPage

    return FiguresPage(context)


def _files_in(context: Context) -> Page:
    from ui.pages.files_in import FilesInPage

    return FilesInPage(context)


def _sync(context: Context) -> Page:
    from ui.pages.sync import SyncPage

    return SyncPage(context)


def _settings(context: Context) -> Page:
    from ui.pages.settings import SettingsPage

    return SettingsPage(context)


TURN = 0.0005
"""Seconds a worker computes before the window gets its turn. Python's 5 ms are waited anew at every call into Qt."""


def open_desk(folder: Path, *, sample: bool = False) -> int:
    """Open the desk on a data folder and stay until it is closed; returns the process's exit code."""
    choose_input_module(os.environ, input_plugins())
    high_dpi()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise RuntimeError("a Qt application without a screen runs already")
    program = Program(app, folder, SystemClock(), sample=sample)
    program.start()
    try:
        return app.exec()
    finally:
        program.close()


class Program(QObject):
    """Everything that outlives a window: look, settings, workers, collector, the clerk's sitting, what nobody caught.

    `start` asks in the gate who sits down; then `window` is there.
    """

    def __init__(self, app: QApplication, folder: Path, clock: Clock, *, sample: bool = False) -> None:
        super().__init__()
        self._app, self._clock = app, clock
        self._settings = Settings(folder)
        self._work = Work(self)
        self._work.unexpected.connect(self._tell)
        self._collector = Collector(self, self._is_quiet)
        self._theme = Theme(app)
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        self._hook = sys.excepthook
        sys.excepthook = self._caught
        speak(app, self._settings.language)
        self._theme.choose(self._settings.brightness, self._settings.size)
        self.window: MainWindow | None = None
        self.sitting: Sitting | None = None
        self.gate = Gate(self._title(), sample=sample)
        self.gate.closed.connect(self._leave)
        self.opening = Opening(folder, clock, self._work, self.gate, sample=sample)
        self.opening.seated.connect(self._sit_down)
        self.opening.left.connect(self._leave)
        self.opening.spoken.connect(self._greet_anew)

    def start(self) -> None:
        """Open the folder and ask who sits down."""
        self.opening.start()

    def close(self) -> None:
        """End the workers, give the folder back, and what was taken of the interpreter."""
        if self.window is not None:
            self.window.close()
        if self.sitting is not None:
            self.sitting.end()
        self.gate.blockSignals(True)
        self.gate.close()
        self._work.close()
        self.opening.close()
        if self.sitting is not None:
            self.sitting.close()
        self._collector.stop()
        sys.excepthook = self._hook
        sys.setswitchinterval(self._turn)

    def _title(self) -> str:
        return self.tr("民生接待")

    def _is_quiet(self) -> bool:
        return self.sitting is None or self.sitting.is_quiet()

    def _sit_down(self, here: "Premises", clerk: "Clerk") -> None:
        """Open the window for a clerk. A language chosen before there was a folder is kept now."""
        spoken = language()
        self._settings = Settings(here.folder)
        if spoken is not self._settings.language:
            self._settings.language = spoken
        self.sitting = Sitting(here, clerk, self._clock, self._work, self.gate, self._settings)
        self._open_window(build_pages()[0].key)
        self.gate.hide()
        QTimer.singleShot(0, self.sitting, self.sitting.begin)

    def _open_window(self, key: str) -> None:
        window = MainWindow(self._title(), build_pages(), self._context)
        window.language_chosen.connect(self._speak_anew, Qt.ConnectionType.QueuedConnection)
        self.window = window
        window.go(key)
        window.show()
        if self.sitting is not None:
            self.sitting.attach(window)

    def _context(self, window: MainWindow) -> Context:
        if self.sitting is None:
            raise RuntimeError("nobody sits at the desk")
        here, desk, line = self.sitting.here, self.sitting.desk, self.sitting.line
        return Context(
            here.folder, self._clock, self._work, self._theme, self._settings, window, desk, here.sample, line
        )

    def _speak_anew(self) -> None:
        speak(self._app, self._settings.language)
        self.gate.show_title(self._title())
        before = self.window
        if before is not None:
            self._open_window(before.open_key)
            before.close()
            before.deleteLater()

    def _greet_anew(self, chosen: str) -> None:
        speak(self._app, Language(chosen))
        self.gate.show_title(self._title())
        self.opening.start()

    def _leave(self) -> None:
        self._app.quit()

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Nobody caught it: log where, never what (messages may hold a resident's words), and say so calmly."""
        log.error("unexpected %s at %s", kind.__name__, places(trace))
        if isinstance(error, Exception):
            QTimer.singleShot(0, self, lambda: self._tell(error))

    def _tell(self, error: Exception) -> None:
        if self.window is not None and not self.gate.isVisible():
            self.window.notice(explained(error), ToneName.DANGER)
        elif isinstance(self.gate.part, Part):
            self.gate.part.show_error(error)


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
