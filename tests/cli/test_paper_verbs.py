"""`reception paper`: each paper from the command line, read back."""

import json
from pathlib import Path

import pytest
from support.papers import check
from support.pdf import ReadBack
from support.shell import Shell

from reception.cli.main import main
from reception.cli.paper_verbs import KINDS, OF_A_CASE


@pytest.fixture
def folder(sample: Shell) -> Path:
    """The sample room's."""
    return sample.folder


def run(folder: Path, *words: str) -> int:
    return main(["--data", str(folder), "--json", "paper", *words])


def test_every_kind_of_paper_is_written_and_marked_as_a_sample(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(folder), "--json", "cases", "--status", "closed", "--limit", "1"]) == 0
    number = json.loads(capsys.readouterr().out.splitlines()[-1])["number"]
    out = tmp_path / "paper.pdf"
    for kind in KINDS:
        about = [number] if kind in (*OF_A_CASE, "sign-up") else []
        assert run(folder, kind, *about, "-o", str(out)) == 0, kind
        told = json.loads(capsys.readouterr().out)
        check(out.read_bytes(), tmp_path)
        with ReadBack(out) as paper:
            assert (told["kind"], told["pages"]) == (kind, paper.pages)
            assert all("样例·不作凭证" in text for text in paper.texts), (
                f"{kind} says on every page that it is a sample"
            )
    assert main(["--data", str(folder), "--json", "show", number]) == 0
    printed = [
        step["detail"]["what"] for step in json.loads(capsys.readouterr().out)["timeline"] if step["act"] == "print"
    ]
    assert printed == ["receipt", "visit_sheet", "call_sheet", "notice", "case_file", "sign_up"]


def test_a_report_handed_up_is_printed_again_by_its_number(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.pdf"
    assert run(folder, "report", "--hand-up", "-o", str(out), "--a5") == 0
    [number] = json.loads(capsys.readouterr().out.splitlines()[-1])["numbers"]
    assert run(folder, "report", number, "-o", str(out)) == 0
    with ReadBack(out) as paper:
        assert number in paper.all
    assert main(["--data", str(folder), "verify"]) == 0


def test_what_is_wrong_is_told_in_words(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "paper.pdf")
    capsys.readouterr()
    for words in (
        ("notice",),
        ("report", "--period", "2026-13"),
        ("report", "NG07-M2001-X1"),
        ("sign-up", "--lines", "-1"),
    ):
        assert run(folder, *words, "-o", out) == 1, words
    told = capsys.readouterr().err
    assert all(part in told for part in ("请给出诉求编号", "月份应如", "没有编号为", "签名行"))
    assert run(folder, "call-list", "-o", str(tmp_path / "nowhere" / "x.pdf")) == 1
    assert not (tmp_path / "paper.pdf").exists()
