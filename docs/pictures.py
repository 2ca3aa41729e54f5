"""Takes the pictures of the README and the guide from the real program, on a fresh sample district.

`python docs/pictures.py` writes those of `docs/images`. `python docs/pictures.py --all FOLDER [PAGE…]` writes every
page in both languages, light and dark, in the usual and the largest text, to look at before a release; with
`--size 1024x700` on a screen so small.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reception.desk.desk import Clerk, Desk
from reception.desk.lists import CaseFilter, case_lines
from reception.desk.opening import make_room, open_room
from reception.desk.sample import fill
from reception.domain.clock import SystemClock
from reception.paper.printing import print_order
from ui.app import Program, build_pages, high_dpi
from ui.settings import Settings
from ui.shell import MainWindow
from ui.theme.theme import Brightness
from ui.theme.tokens import TextSize
from ui.words import Language

IMAGES = Path(__file__).parent / "images"
SIZE = QSize(1366, 820)
SETTLED = 400
"""Milliseconds a page stays as it is before it is taken."""


@dataclass(frozen=True)
class Look:
    """How the screen stands: language, brightness, size of text."""

    language: Language = Language.CHINESE
    brightness: Brightness = Brightness.LIGHT
    size: TextSize = TextSize.STANDARD

    @property
    def name(self) -> str:
        """`zh-light-standard`."""
        return f"{self.language.value}-{self.brightness.value}-{self.size.value}"


LOOKS = [
    Look(*each)
    for each in product(Language, (Brightness.LIGHT, Brightness.DARK), (TextSize.STANDARD, TextSize.LARGEST))
]


class Camera:
    """The program on a sample folder, driven and photographed."""

    def __init__(self, app: QApplication, folder: Path, size: QSize = SIZE) -> None:
        self._app, self._folder, self._size = app, folder, size

    @contextmanager
    def seated(self, look: Look, *, beginner: bool = False) -> Iterator[MainWindow]:
        """The window, a clerk at the desk, in a look; a beginner is led through the first visit."""
        settings = Settings(self._folder)
        settings.language, settings.brightness, settings.size = look.language, look.brightness, look.size
        settings.guided = not beginner
        settings.save()
        program = Program(self._app, self._folder, SystemClock(), sample=True)
        program.start()
        try:
            self._until(lambda: program.window is not None and program.window.isVisible())
            window = program.window
            if window is None:
                raise RuntimeError("the window did not open")
            window.resize(self._size)
            window.activateWindow()
            yield window
        finally:
            program.close()
            self.wait(50)

    def take(self, window: MainWindow, path: Path) -> None:
        """A picture of the window when it has come to rest."""
        self.rest(window)
        self.save(window, path)

    def save(self, widget: QWidget, path: Path) -> None:
        """A picture of a widget as it is now."""
        path.parent.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(path))
        print(path)  # noqa: T201

    def rest(self, window: MainWindow) -> None:
        """Until what is read has come and stands."""
        self.wait(SETTLED)
        self._until(lambda: not window.context.work.busy)
        self.wait(SETTLED)

    def type(self, words: str) -> None:
        """Words as an input method gives them."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        self.wait(SETTLED)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, where the focus is."""
        QTest.keyClick(QApplication.focusWidget(), key, held)
        self.wait(SETTLED)

    def _until(self, reached: Callable[[], bool], most: int = 20_000) -> None:
        for _ in range(most // 20):
            if reached():
                return
            self.wait(20)
        raise RuntimeError("the screen did not come so far")

    @staticmethod
    def wait(milliseconds: int) -> None:
        """Let the program run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def readme(camera: Camera, case: str) -> None:
    """What the README and the guide show."""
    with camera.seated(Look()) as window:
        camera.take(window, IMAGES / "today.png")
        window.go("visit")
        camera.rest(window)
        camera.type("红旗大街188号3-2-501")
        camera.press(Qt.Key.Key_Return)
        camera.type("李桂芝")
        camera.press(Qt.Key.Key_Return)
        camera.type("13900000001")
        camera.press(Qt.Key.Key_Return)
        camera.type("厨房上水管接头漏水，水已经渗到楼下，请尽快来修。")
        camera.rest(window)
        camera.take(window, IMAGES / "visit.png")
        window.go("case", case)
        camera.take(window, IMAGES / "case.png")
        window.go("works")
        camera.type("红旗3")
        camera.press(Qt.Key.Key_Return)
        camera.take(window, IMAGES / "works.png")
        window.go("follow_ups")
        camera.rest(window)
        camera.press(Qt.Key.Key_1)
        camera.take(window, IMAGES / "call.png")
        window.go("emergency")
        camera.rest(window)
        for digit in (Qt.Key.Key_1, Qt.Key.Key_2):
            camera.press(digit)
        camera.press(Qt.Key.Key_Tab)
        camera.type("红旗大街188号3-2-301")
        for _ in range(4):
            camera.press(Qt.Key.Key_Tab)
        camera.type("楼上爆管了，水从顶棚往下浇，屋里全是水。")
        camera.take(window, IMAGES / "emergency.png")
    with camera.seated(Look(Language.ENGLISH, Brightness.DARK)) as window:
        window.go("cases")
        camera.take(window, IMAGES / "cases-dark.png")


def every_page(camera: Camera, folder: Path, case: str, only: Sequence[str]) -> None:
    """Each page in each look."""
    for look in LOOKS:
        with camera.seated(look) as window:
            for page in build_pages():
                if not only or page.key in only:
                    window.go(page.key, case if page.key == "case" else "")
                    camera.take(window, folder / f"{page.key}-{look.name}.png")


def paper(sheet: BytesIO) -> None:
    """The first page of an order."""
    with pypdfium2.PdfDocument(sheet) as book:
        book[0].render(scale=1.4).to_pil().save(IMAGES / "order.png")


def a_case(folder: Path, *, draw: bool = False) -> str:
    """The number of a case that a unit works on; its order is printed, and drawn if wished."""
    store = open_room(folder, SystemClock())
    try:
        desk = Desk(store, Clerk("sample", "样例"))
        [line] = case_lines(desk, CaseFilter(status="accepted"), 1)
        sheet = BytesIO()
        print_order(desk, line["number"], sheet)
        if draw:
            paper(sheet)
        return str(line["number"])
    finally:
        store.close()


def read_size(text: str) -> QSize:
    """`1024x700`."""
    width, height = map(int, text.split("x"))
    return QSize(width, height)


@contextmanager
def sample_district() -> Iterator[Path]:
    """A fresh sample's folder."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["RECEPTION_KEY_FILE"] = str(Path(name) / "key")
        made = make_room(Path(name) / "sample", SystemClock(), "NG07", sample=True)
        fill(made.store)
        made.store.close()
        yield Path(name) / "sample"


def main() -> None:
    """Take the pictures."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--all", type=Path, metavar="FOLDER")
    words.add_argument("page", nargs="*")
    words.add_argument("--size", type=read_size, default=SIZE, metavar="1024x700")
    asked = words.parse_args()
    high_dpi()
    app = QApplication(sys.argv[:1])
    with sample_district() as folder:
        case, camera = a_case(folder, draw=not asked.all), Camera(app, folder, asked.size)
        if asked.all:
            every_page(camera, asked.all, case, asked.page)
        else:
            readme(camera, case)


if __name__ == "__main__":
    main()
