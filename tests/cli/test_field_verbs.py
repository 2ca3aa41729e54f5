"""From the command line out to the field and back: orders, signing books, scans, signed sheets."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from support.pdf import ReadBack
from support.shell import Shell

from reception.cli.main import main


class Field:
    """A sample room at the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._capsys, self._monkeypatch = folder, capsys, monkeypatch

    def run(self, *words: str, given: object = None, code: int = 0) -> dict[str, Any]:
        """One verb; what it answered as JSON."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(given)))
        assert main(["--data", str(self.folder), "--json", *words]) == code
        out = self._capsys.readouterr().out
        return json.loads(out) if out else {}

    def dispatched(self) -> str:
        """The number of a fresh order."""
        number = self.run("register", given={"cases": [{"words": "厨房漏水"}]})["numbers"][0]
        self._monkeypatch.setattr("sys.stdin", io.StringIO())
        assert main(["--data", str(self.folder), "--json", "units"]) == 0
        unit = json.loads(self._capsys.readouterr().out.splitlines()[0])["code"]
        return str(self.run("dispatch", number, "--unit", unit)["order"])


@pytest.fixture
def field(sample: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Field:
    return Field(sample.folder, capsys, monkeypatch)


def test_a_days_orders_go_out_and_come_back(field: Field, tmp_path: Path) -> None:
    first, second = field.dispatched(), field.dispatched()
    out = str(tmp_path / "out.pdf")
    told = field.run("orders", "-o", out, "--copies", "sheet")
    assert {first, second} <= set(told["numbers"])
    assert told["refused"] == []
    told = field.run("signing-book", first, second, "-o", out)
    assert told["numbers"] == [first, second]
    field.run("order", first, "-o", out, "--copies", "unit", "--a5")
    with ReadBack(out) as paper:
        assert paper.pages == 1
    told = field.run("scan", out)
    assert told == {
        "pages": [{"page": 1, "numbers": [first]}], "attached": [first], "already": [], "refused": [], "lapsed": [],
    }  # fmt: skip
    told = field.run("come-back", first, given={"outcome": "repaired", "done": "换好了", "signed": True})
    assert told == {"order": first, "acts": ["accept", "handle"], "status": "handled"}
    told = field.run("orders", second, "NG07-1", "-o", out, code=1)
    assert [each["number"] for each in told["refused"]] == ["NG07-1"], "what could not be done is told"
    field.run("come-back", second, given={"outcome": "perhaps"}, code=1)
    (tmp_path / "words.txt").write_text("words", encoding="utf-8")
    field.run("scan", str(tmp_path / "words.txt"), code=1)
