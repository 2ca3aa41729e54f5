"""The house itself, as files, for the tests that look at it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("reception", "ui")
TEXT_SUFFIXES = {".py", ".md", ".toml", ".lock", ".json", ".csv", ".ts", ".svg", ".yaml", ".ini", ".mako", ""}


def sources(*folders: str) -> Iterator[Path]:
    """Python files below these folders of the checkout."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def imported_modules(source: Path) -> set[str]:
    """Every module that a file imports anywhere, `from a import b` as `a.b` too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def texts() -> Iterator[Path]:
    """Every text file of the house: what is at the root, the code, its tests, resources, documents and scripts."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT_SUFFIXES)
    for folder in (*CODE, "tests", "resources", "docs", ".ci"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT_SUFFIXES and "__pycache__" not in path.parts:
                yield path


def name_in_house(path: Path) -> str:
    """Where a file is, as a reader of a failure wants it."""
    return path.relative_to(ROOT).as_posix()
