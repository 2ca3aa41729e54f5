"""Every rule of the exchange names its test, and the test is there."""

import re
from collections.abc import Iterator

from support.house import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
RULES = ROOT / "docs" / "sync-rules.md"


def rows() -> Iterator[str]:
    for line in RULES.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not line.startswith(("|---", "| rule |", "| what happened |", "| taken from |")):
            yield line


def test_every_rule_names_a_test() -> None:
    assert [row for row in rows() if not NAMED.search(row) and "make test-optimized" not in row] == []


def test_every_named_test_is_there() -> None:
    named = [found for row in rows() for found in NAMED.findall(row)]
    assert len(named) > 60
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).exists() or f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]
    assert missing == []
