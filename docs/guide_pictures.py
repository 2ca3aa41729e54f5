"""Goes through the guide's first day by keys alone, in both languages, and photographs each step.

`python docs/guide_pictures.py` writes into `docs/guide/images`; with a FOLDER it writes there.
"""

import sys
from pathlib import Path

from pictures import Camera, Look, sample_district
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.app import high_dpi
from ui.shell import MainWindow
from ui.words import Language

IMAGES = Path(__file__).parent / "guide" / "images"
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = "厨房上水管接头漏水，水已经渗到楼下。"
COLOURS = 128


class Day:
    """The first day, step by step; every step ends with its picture."""

    def __init__(self, camera: Camera, window: MainWindow, folder: Path, language: Language) -> None:
        self._camera, self._window, self._folder, self._language = camera, window, folder, language

    def photograph(self, name: str) -> None:
        """The window as it is now, in few colours: small files."""
        path = self._folder / f"{name}-{self._language.value}.png"
        self._camera.take(self._window, path)
        with Image.open(path) as taken:
            small = taken.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        small.save(path, optimize=True)

    def keys(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys, and let the screen come to rest."""
        for key in keys:
            self._camera.press(key, held)
        self._camera.rest(self._window)
        if QApplication.activeModalWidget() is None:
            self._window.activateWindow()
            self._camera.rest(self._window)

    def type(self, words: str) -> None:
        """Words as an input method gives them."""
        self._camera.type(words)
        self._camera.rest(self._window)

    def visit(self) -> None:
        """Who, where, what she says; then the order."""
        self.keys(Key.Key_F2)
        self.type("红旗大街188号3-2-501")
        self.keys(Key.Key_Return)
        self.type("孙玉芬")
        self.keys(Key.Key_Return)
        self.type("13900000003")
        self.keys(Key.Key_Return)
        self.type(WORDS)
        self.photograph("visit")
        self.keys(Key.Key_Return, held=CONTROL)
        self.photograph("saved")
        self.type("jyjz")
        self.keys(Key.Key_Return, Key.Key_Return)
        self.keys(Key.Key_P, held=CONTROL)
        self.keys(Key.Key_Escape)

    def case(self) -> None:
        """Found by her initials; the next step; its deadline explained; taken back."""
        self.keys(Key.Key_K, held=CONTROL)
        self.type("syf")
        self.photograph("found")
        self.keys(Key.Key_Return)
        self.photograph("case")
        self.keys(Key.Key_1)
        self.keys(Key.Key_Return, held=CONTROL)
        self.keys(Key.Key_E)
        self.photograph("deadlines")
        self.keys(Key.Key_Z, held=CONTROL)

    def call(self) -> None:
        """One person of the call round."""
        self.keys(Key.Key_5, held=CONTROL)
        self.keys(Key.Key_1)
        self.photograph("solved")
        self.keys(Key.Key_1, Key.Key_1)

    def works(self) -> None:
        """When is my wall done?"""
        self.keys(Key.Key_F7)
        self.type("hq3")
        self.keys(Key.Key_Return)
        self.photograph("works")
        self.keys(Key.Key_1, Key.Key_Return)

    def emergency(self) -> None:
        """Whom to call; then the words."""
        self.keys(Key.Key_F4)
        self.keys(Key.Key_2)
        self.keys(Key.Key_1)
        self.photograph("emergency")

    def play(self) -> None:
        """All of it."""
        self.photograph("today")
        for step in (self.visit, self.case, self.call, self.works, self.emergency):
            step()


def main() -> None:
    """Take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    high_dpi()
    app = QApplication(sys.argv[:1])
    for language in Language:
        with sample_district() as sample, Camera(app, sample).seated(Look(language), beginner=True) as window:
            Day(Camera(app, sample), window, folder, language).play()


if __name__ == "__main__":
    main()
