"""Collect the screen's texts into `reception_en.ts` and compile it: `python -m resources.translations.update`.

What is translated stays; new texts come in marked unfinished, and a test fails until they are done. Do them in Qt
Linguist, or give a file of lines `Chinese<TAB>English` to this command. Those with `%n` take two English forms, one
and many, with a `|` between.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

import PySide6

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TEXTS = HERE / "reception_en.ts"
COMPILED = HERE / "reception_en.qm"


def collect(texts: Path = TEXTS) -> None:
    """Bring the texts of `ui/` into a `.ts` file; what is no longer said goes out."""
    _run("lupdate", "-silent", "-extensions", "py", "ui", "-locations", "none", "-no-obsolete",
         "-source-language", "zh_CN", "-target-language", "en", "-ts", str(texts))  # fmt: skip


def release(texts: Path = TEXTS, compiled: Path = COMPILED) -> None:
    """Compile a `.ts` file into the `.qm` that the screen loads."""
    _run("lrelease", "-silent", str(texts), "-qm", str(compiled))


def fill(english: Mapping[str, str], texts: Path = TEXTS) -> None:
    """Put translations in wherever their text is unfinished, whatever the context."""
    tree = ElementTree.parse(texts)  # noqa: S314 - our own file
    for message in tree.iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        if translation is not None and translation.get("type") == "unfinished" and source in english:
            _translate(translation, english[source])
    tree.write(texts, encoding="utf-8", xml_declaration=True)


def _translate(translation: ElementTree.Element, english: str) -> None:
    forms = translation.findall("numerusform")
    for form, words in zip(forms, english.split("|"), strict=bool(forms)):
        form.text = words
    if not forms:
        translation.text = english
    del translation.attrib["type"]


def lines_of(file: Path) -> dict[str, str]:
    """The pairs of a file of lines `Chinese<TAB>English`; `\\n` stands for a new line."""
    lines = (line.replace("\\n", "\n").split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line)
    return {line[0]: line[1] for line in lines}


def _run(tool: str, *options: str) -> None:
    folder = Path(PySide6.__file__).parent
    found = next(path for path in (folder / tool, folder / f"{tool}.exe") if path.exists())
    subprocess.run([str(found), *options], check=True, cwd=ROOT)  # noqa: S603 - a tool of the PySide6 wheel


def main(files: Sequence[str]) -> int:
    """Collect, fill in from files, compile, and say how many texts wait for a translator."""
    collect()
    for file in files:
        fill(lines_of(Path(file)))
        collect()
    release()
    waiting = TEXTS.read_text(encoding="utf-8").count('type="unfinished"')
    sys.stdout.write(f"{waiting} texts to translate in {TEXTS}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
