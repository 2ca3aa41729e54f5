"""Who may know whom, seen from what is really imported (the linter reads only what is written)."""

import subprocess
import sys

import pytest
from support.house import CODE, name_in_house, sources

IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if ".migrations." not in module.name:  # scripts that only Alembic runs
        importlib.import_module(module.name)
print("\\n".join(sys.modules))
"""


def modules_after_importing(package: str) -> set[str]:
    """What a fresh Python has loaded once every module of a package is imported."""
    ended = subprocess.run([sys.executable, "-c", IMPORT_ALL, package], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.split())


def among(modules: set[str], *packages: str) -> set[str]:
    return {
        name for name in modules if name.startswith(tuple(f"{package}." for package in packages)) or name in packages
    }


def test_the_district_brings_no_rooms_store() -> None:
    modules = modules_after_importing("reception.district")
    assert not among(modules, "reception.store", "reception.desk", "ui", "PySide6")


def test_the_product_knows_no_screen() -> None:
    assert not among(modules_after_importing("reception"), "ui", "PySide6", "shiboken6")


@pytest.mark.parametrize("package", ["reception.domain", "reception.store", "reception.desk"])
def test_a_room_needs_no_server_parts(package: str) -> None:
    assert not among(modules_after_importing(package), "fastapi", "uvicorn", "psycopg", "reception.district")


def test_package_files_are_empty() -> None:
    """Code in them slips past the import contracts."""
    assert [name_in_house(path) for path in sources(*CODE) if path.name == "__init__.py" and path.stat().st_size] == []
