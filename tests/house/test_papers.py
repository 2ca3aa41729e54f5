"""What lies beside the code: the lock file, licences, commands that the documents name."""

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.house import ROOT, name_in_house, texts

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LICENCES = ROOT / "resources" / "licences"

SOMEBODYS_FOLDER = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work)/\w|[A-Z]:\\Users\\")
PACKAGE_INDEX = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|pythonhosted|registry\.npm", re.IGNORECASE
)
COPYLEFT = re.compile(r"\bA?GPL|General Public", re.IGNORECASE)


def locked() -> list[Requirement]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if line and not line.startswith(("#", " "))]


def asked_for() -> list[Requirement]:
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group if not line.startswith("reception")]


def test_the_lock_holds_every_requirement_to_one_version() -> None:
    for wanted in asked_for():
        here = [held for held in locked() if canonicalize_name(held.name) == canonicalize_name(wanted.name)]
        here = [held for held in here if held.marker is None or held.marker.evaluate()]
        assert len(here) == 1, wanted.name
        (pin,) = here[0].specifier
        assert pin.operator == "==", wanted.name
        assert wanted.specifier.contains(pin.version), wanted.name


def test_the_lock_serves_windows_too() -> None:
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
    names = {held.name for held in locked() if held.marker is None or held.marker.evaluate(windows)}
    assert {"pyside6-essentials", "colorama", "pywin32-ctypes", "tzdata"} <= names
    assert "secretstorage" not in names


def test_every_locked_file_is_known_by_its_hash() -> None:
    blocks = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("\n")
    assert sum("--hash=sha256:" in line for line in blocks) >= len(locked())
    assert all(line.endswith("\\") for line in blocks if "==" in line and not line.startswith("#"))


def test_no_part_is_under_the_gpl_alone() -> None:
    for held in locked():
        if held.marker is not None and not held.marker.evaluate():
            continue
        words = importlib.metadata.metadata(held.name)
        terms = f"{words.get('License-Expression') or words.get('License') or ''}".splitlines()[:1]
        assert not COPYLEFT.search(" ".join(terms).replace("LGPL", "")) or "LGPL" in terms[0], held.name


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("LGPL-3.0.txt", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("GPL-3.0.txt", "GNU GENERAL PUBLIC LICENSE"),
        ("OFL-1.1-Noto-Sans-SC.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("OFL-1.1-Reception-Rare-Han.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("SQLCipher.txt", "Zetetic LLC"),
    ],
)
def test_the_licences_go_with_the_program(file: str, words: str) -> None:
    assert words in (LICENCES / file).read_text(encoding="utf-8")
    assert file in (LICENCES / "README.md").read_text(encoding="utf-8")


def test_the_list_of_licences_says_how_to_replace_qt() -> None:
    listed = (LICENCES / "README.md").read_text(encoding="utf-8")
    assert "Replacing Qt" in listed
    assert "PySide6" in listed


@pytest.mark.parametrize("document", ["README.md", "docs/CONTRIBUTING.md"])
def test_documents_name_commands_that_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


def test_nothing_speaks_of_one_machine() -> None:
    found = [
        f"{name_in_house(path)}:{number}: {line.strip()[:80]}"
        for path in texts()
        if path != ROOT / "tests" / "house" / "test_papers.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SOMEBODYS_FOLDER.search(line) or PACKAGE_INDEX.search(line)
    ]
    assert found == []
