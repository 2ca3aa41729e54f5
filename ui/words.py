"""Which language the screen speaks. Chinese is the source text; English comes from `resources/translations`.

Inside a QObject a text is `self.tr("…")`, elsewhere `translate("Context", "…")`; `pyside6-lupdate` reads both.
A bare `tr("…")` is never written, lupdate files it under the wrong context.
"""

from collections.abc import Iterable
from enum import StrEnum
from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reception.domain.errors import ReceptionError


class Language(StrEnum):
    """The languages of the screen."""

    CHINESE = "zh"
    ENGLISH = "en"


TRANSLATIONS = {Language.ENGLISH: "reception_en.qm"}
QT_WORDS = {Language.CHINESE: "qtbase_zh_CN.qm"}
"""Qt's own words (copy, paste, yes, no), which come in English where nothing is loaded."""

_spoken: list[Language] = [Language.CHINESE]
_in_use: list[QTranslator] = []


def language() -> Language:
    """What the screen speaks now."""
    return _spoken[0]


def speak(app: QCoreApplication, chosen: Language) -> None:
    """Speak a language from now on; windows that are open keep their words until they are built again."""
    while _in_use:
        app.removeTranslator(_in_use.pop())
    _spoken[0] = chosen
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if chosen is Language.CHINESE else QLocale.Language.English))
    if chosen in TRANSLATIONS:
        with as_file(files("resources") / "translations" / TRANSLATIONS[chosen]) as compiled:
            _install(app, str(compiled))
    if chosen in QT_WORDS:
        _install(app, f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/{QT_WORDS[chosen]}")


def _install(app: QCoreApplication, compiled: str) -> None:
    translator = QTranslator(app)
    if translator.load(compiled):
        app.installTranslator(translator)
        _in_use.append(translator)


def translate(context: str, text: str, count: int = -1) -> str:
    """A text in the language spoken; `%n` becomes `count`. For what is said outside of a QObject."""
    return QCoreApplication.translate(context, text, None, count)


def said(names: tuple[str, str]) -> str:
    """One of a pair (Chinese, English), as the domain names its states, acts and posts."""
    return names[0] if language() is Language.CHINESE else names[1]


def named(name: str, value: str) -> str:
    """A value with its name before it: 送达给：何素云, or "Delivered to: …"."""
    return f"{name}{said(('：', ': '))}{value}"


def headed(words: str) -> str:
    """Words that stand by themselves, as a pill or an answer: they begin with a capital."""
    return words[:1].upper() + words[1:]


def series(parts: Iterable[str]) -> str:
    """Several names as one text, with the mark between them that the language spoken has."""
    return said(("、", ", ")).join(parts)


def sentences(parts: Iterable[str]) -> str:
    """Several short statements as one text."""
    return said(("；", "; ")).join(parts)


def explained(error: Exception) -> str:
    """What an error says to the clerk. One that is not the office's own is described without its inner words."""
    if isinstance(error, ReceptionError):
        return said((error.message, error.english))
    text = translate("Errors", "程序遇到意外情况（{kind}）。已经写下的内容都在，请重试；若再次出现请告诉区里。")
    return text.format(kind=type(error).__name__)
