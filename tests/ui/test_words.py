"""Chinese is the source, English is complete, and what is compiled is what is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import ui
from reception.domain.errors import InvalidInput
from reception.domain.lifecycle import ACT_NAMES, ORDER_STATUS_NAMES, STATUS_NAMES
from resources.translations.update import COMPILED, TEXTS, collect, fill, lines_of, release
from ui.words import Language, explained, language, said, sentences, series, speak, translate

CHINESE = re.compile("[\u3400-\u9fff]")
MARKS = re.compile("[‘’“”，。；：？！（）「」]")
ROOT = Path(ui.__file__).parent


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    speak(qapp, Language.ENGLISH)
    yield
    speak(qapp, Language.CHINESE)


def test_every_text_of_the_screen_is_translated(tmp_path: Path) -> None:
    fresh = tmp_path / TEXTS.name
    fresh.write_bytes(TEXTS.read_bytes())
    collect(fresh)
    words = fresh.read_text(encoding="utf-8")
    waiting = re.findall(r"<source>([^<]*)</source>\s*<translation type=\"unfinished\"", words)
    assert waiting == [], "run `python -m resources.translations.update` and translate these"


def test_no_translation_is_left_in_chinese_or_has_its_marks() -> None:
    """Our font draws curly quotes as broad as a Chinese character: in English they would tear the line."""
    english = re.findall(r"<translation>(.*?)</translation>", TEXTS.read_text(encoding="utf-8"), re.DOTALL)
    assert english and [words for words in english if CHINESE.search(words) or MARKS.search(words)] == []


def test_what_is_compiled_is_fresh(tmp_path: Path) -> None:
    compiled = tmp_path / "fresh.qm"
    release(TEXTS, compiled)
    assert compiled.read_bytes() == COMPILED.read_bytes(), "run `python -m resources.translations.update`"


def test_blanks_to_fill_in_are_the_same_in_both_languages() -> None:
    pairs = re.findall(
        r"<source>(.*?)</source>\s*<translation>(.*?)</translation>", TEXTS.read_text("utf-8"), re.DOTALL
    )
    blanks = re.compile(r"\{\w+\}|%n")
    assert [pair for pair in pairs if sorted(blanks.findall(pair[0])) != sorted(blanks.findall(pair[1]))] == []


def test_no_chinese_stands_in_the_code_unsaid() -> None:
    """A Chinese text is in `tr` or `translate`, in a pair with its English, or in an error that says it in English."""
    unsaid = [f"{path.name}: {text}" for path in ROOT.rglob("*.py") for text in unsaid_in(path)]
    assert unsaid == []


def test_tr_is_never_called_bare() -> None:
    bare = [path.name for path in ROOT.rglob("*.py") for call in calls_in(path) if called(call) == "tr" and
            isinstance(call.func, ast.Name)]  # fmt: skip
    assert bare == [], "write self.tr or translate: lupdate files a bare tr under the wrong context"


def test_nothing_is_translated_inside_of_an_f_string() -> None:
    """lupdate does not look there: the text would stay Chinese, and no other test would know."""
    inside = [
        f"{path.name}:{call.lineno}"
        for path in ROOT.rglob("*.py")
        for words in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(words, ast.JoinedStr)
        for call in ast.walk(words)
        if isinstance(call, ast.Call) and called(call) in ("tr", "translate")
    ]
    assert inside == []


ALLOWED = {"中文", "字"}
"""The language's own name for itself, and a character to measure by."""


def unsaid_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    said_here = {id(part) for node in ast.walk(tree) if says(node) for part in ast.walk(node)}
    said_here |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text.value for text in texts if CHINESE.search(text.value) and id(text) not in said_here
            and text.value not in ALLOWED]  # fmt: skip


def says(node: ast.AST) -> bool:
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        words = [part.value for part in node.elts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        return len(words) == 2 and not CHINESE.search(words[1])
    if isinstance(node, ast.Compare):  # asked about, not said
        return True
    return isinstance(node, ast.Call) and (
        called(node) in ("tr", "translate", "QT_TRANSLATE_NOOP") or any(word.arg == "english" for word in node.keywords)
    )


def calls_in(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_english_is_spoken_when_chosen(english: None) -> None:
    assert language() is Language.ENGLISH
    assert translate("Line", "没有网络，照常工作") == "No connection, work goes on"
    assert said(("派单", "Dispatch")) == "Dispatch"
    assert explained(InvalidInput("电话太短", english="the phone is too short")) == "the phone is too short"
    assert "OSError" in explained(OSError("/srv/zhang/secret"))
    assert "secret" not in explained(OSError("/srv/zhang/secret"))


def test_names_in_a_line_have_the_marks_of_their_language(qapp: QApplication) -> None:
    speak(qapp, Language.CHINESE)
    assert (series(("红旗", "和兴")), sentences(("一件", "两件"))) == ("红旗、和兴", "一件；两件")
    speak(qapp, Language.ENGLISH)
    assert (series(("a", "b")), sentences(("one", "two"))) == ("a, b", "one; two")
    speak(qapp, Language.CHINESE)


def test_qt_s_own_words_are_chinese_too(qapp: QApplication) -> None:
    speak(qapp, Language.CHINESE)
    assert QApplication.translate("QWidgetTextControl", "&Copy") == "复制(&C)"
    speak(qapp, Language.ENGLISH)
    assert QApplication.translate("QWidgetTextControl", "&Copy") == "&Copy"
    speak(qapp, Language.CHINESE)


def test_the_domain_names_its_states_in_both_languages() -> None:
    for names in (ACT_NAMES, STATUS_NAMES, ORDER_STATUS_NAMES):
        for chinese, english_name in names.values():
            assert CHINESE.search(chinese) and not CHINESE.search(english_name)


def test_translations_can_be_given_as_lines(tmp_path: Path) -> None:
    texts, lines = tmp_path / "reception_en.ts", tmp_path / "english.tsv"
    collect(texts)
    lines.write_text("撤销\tUndo\n", encoding="utf-8")
    fill(lines_of(lines), texts)
    collect(texts)
    assert "<translation>Undo</translation>" in texts.read_text(encoding="utf-8")
