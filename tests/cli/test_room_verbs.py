"""A room's day by command, from end to end: files in, papers out, checks, backups; on any PC, in any locale."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.shell import VISIT, Shell

from reception.desk.opening import open_room
from reception.domain.clock import SystemClock
from reception.store.lock import FolderLock


def test_a_days_work_by_command(shell: Shell, tmp_path: Path) -> None:
    number, doubt = shell.done("register", given=VISIT)["numbers"]
    assert shell.done("step", doubt, "answer", given={"answer": "冬季停工"})["status"] == "closed"
    order = shell.done("dispatch", number, "--unit", "C01")["order"]
    shell.done("dispatch", number, "--unit", "H01", "--assist")
    shell.done("step", order, "deliver", given={"to": "赵工", "way": "hand"})
    shell.done("step", order, "accept", given={"by": "赵工"})
    shell.done("step", order, "handle", given={"done": "换管"})
    answer = {"with": "张淑芬", "reached": "yes", "solved": "yes", "satisfied": "satisfied"}
    assert shell.done("follow-up", number, given=answer)["status"] == "confirmed"
    assert shell.done("step", number, "close")["status"] == "closed"
    assert [step["act"] for step in shell.done("show", number)["timeline"]][-2:] == ["follow_up", "close"]
    assert shell.done("undo")["undone"] == "close"
    assert shell.done("show", number)["status"] == "confirmed"
    assert shell.done("verify")["ok"]


# files in

ROWS = (
    ("编号", "姓名", "电话", "主题", "留言时间", "留言详情"),
    ("S-1", "关淑琴", "13900000101", "楼道灯坏了", "2026/01/05 09:10:00", "三单元楼道灯坏了半个月。"),
    ("S-2", "佟立国", "1390000010", "下水返味", "2026/01/05 10:25:00", "厨房下水返味。"),
    ("S-3", "单秀兰", "13900000103", "暖气不热", "2099/01/06 08:40:00", "家里暖气一冬天不热。"),
    ("S-4", "", "", "", "2026/01/07 22:15:00", ""),
    ("S-5", "王芳", "", "夜间施工", "前天晚上", "工地夜里十点还在切割。"),
)


def messages(path: Path, encoding: str = "") -> str:
    if encoding:
        path.write_bytes("\n".join(",".join(row) for row in ROWS).encode(encoding))
    else:
        book = Workbook()
        for row in (("来信登记表",), *ROWS):  # the header is not always in row 1
            book.active.append(row)
        book.save(path)
    return str(path)


@pytest.mark.parametrize(
    ("name", "encoding"), [("信.xlsx", ""), ("信.csv", "utf-8"), ("信.csv", "utf-8-sig"), ("信.csv", "gb18030")]
)
def test_good_rows_come_in_bad_ones_are_listed_and_the_same_file_again_adds_nothing(
    shell: Shell, tmp_path: Path, name: str, encoding: str
) -> None:
    file, first = messages(tmp_path / name, encoding), 3 if encoding else 4
    code, [told], words = shell.run("import", file)
    assert (code, told["added"], told["known"]) == (0, 1, 0)
    found = [(row["row"], row["column"]) for row in told["bad"]]
    assert found == [(first, "电话"), (first + 1, "留言时间"), (first + 2, "留言详情"), (first + 3, "留言时间")]
    assert all(row["reason"] and row["english"] for row in told["bad"])
    assert [f"第 {row} 行 {column}" in line for (row, column), line in zip(found, words.splitlines(), strict=True)]
    code, [again], _ = shell.run("import", file)
    assert (code, again["added"], again["known"], len(again["bad"])) == (0, 0, 1, 4)  # known rows are readable
    [line] = shell.run("cases", "--search", "楼道灯")[1]
    assert shell.done("show", "S-1")["number"] == line["number"]
    assert shell.done("show", "S-1")["references"][0]["raw"]["cells"]["主题"] == "楼道灯坏了"
    assert shell.done("undo")["undone"] == "register"
    assert shell.run("cases")[1] == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("没有.xlsx", None, "没有找到文件"), ("空.xlsx", b"", "空"), ("空.csv", b"", "空"),
        ("坏.xlsx", b"PK\x03\x04" + bytes(200), "损坏"), ("乱.csv", b"\xff\xfe\x00", "不是表格"),
        ("无.csv", "甲,乙\n1,2\n".encode(), "没有找到"),
    ],
)  # fmt: skip
def test_a_file_with_no_readable_row_is_1(
    shell: Shell, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert told in shell.refused("import", str(tmp_path / name))


def test_a_file_of_bad_rows_alone_is_1_and_lists_them(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "信.csv").write_text("姓名,电话,留言详情\n王芳,139,漏水\n", encoding="utf-8")
    code, [told], words = shell.run("import", str(tmp_path / "信.csv"))
    assert (code, told["added"], told["known"], len(told["bad"])) == (1, 0, 0, 1)
    assert "第 2 行 电话" in words


def test_what_was_exported_is_known_when_it_comes_back(shell: Shell, tmp_path: Path) -> None:
    numbers = {shell.case("楼道灯坏了"), shell.case("暖气不热")}
    ledger = str(tmp_path / "台账.xlsx")
    assert shell.done("export", "-o", ledger) == {"file": ledger, "cases": 2}
    told = shell.run("import", ledger)[1][0]
    assert (told["added"], told["known"]) == (0, 2)
    assert {line["number"] for line in shell.run("cases")[1]} == numbers


# papers out


def test_an_order_is_a_pdf_of_the_units_sheet_and_the_receipt(shell: Shell, tmp_path: Path) -> None:
    number = shell.case()
    assert "尚未派单" in shell.refused("order", number, "-o", str(tmp_path / "o.pdf"))
    order = shell.done("dispatch", number, "--unit", "C01")["order"]
    for reference in (number, order):
        file = str(tmp_path / f"{reference}.pdf")
        assert shell.done("order", reference, "-o", file) == {"file": file, "pages": 2}
        assert Path(file).read_bytes().startswith(b"%PDF")
    assert shell.done("show", number)["orders"][0]["prints"] == 2


@pytest.mark.parametrize("verb", ["order", "export", "backup"])
@pytest.mark.parametrize("place", ["nowhere/x", "file/x", "."])
def test_a_path_that_cannot_be_written_is_told_in_chinese_and_notes_nothing(
    shell: Shell, tmp_path: Path, verb: str, place: str
) -> None:
    number = shell.case_at("dispatched")
    (tmp_path / "file").write_text("x")
    out = str(tmp_path / place)
    words = {"order": ("order", number, "-o", out), "export": ("export", "-o", out), "backup": ("backup", out)}[verb]
    told = shell.refused(*words).partition(" / ")[0]
    assert "写" in told and "No such" not in told and out in told
    assert "print" not in [step["act"] for step in shell.done("show", number)["timeline"]]
    assert (tmp_path / "file").read_text() == "x"
    assert not list(tmp_path.rglob("*.part"))


def test_export_writes_every_case(shell: Shell, tmp_path: Path) -> None:
    numbers = [shell.case(f"第{turn}件") for turn in range(55)]  # more than a page of a list
    shell.done("export", "-o", str(tmp_path / "all.xlsx"))
    cells = {str(cell) for row in load_workbook(tmp_path / "all.xlsx").worksheets[0].values for cell in row}
    assert set(numbers) <= cells


# checks and backups


def test_verify_is_ok_and_finds_a_row_touched_by_hand(shell: Shell) -> None:
    shell.done("register", given=VISIT)
    checks = shell.done("verify")
    assert checks.keys() == {"ok", "database", "entries", "chain", "rows", "index", "attachments"}
    assert all(checks[name]["ok"] and isinstance(checks[name]["count"], int) for name in checks if name != "ok")
    store = open_room(shell.folder, SystemClock())
    with store.engines.write.begin() as conn:
        conn.exec_driver_sql("UPDATE cases SET summary = 'x' WHERE n = 1")
    store.close()
    code, lines, told = shell.run("verify")
    assert (code, lines[0]["ok"], lines[0]["rows"]["ok"], lines[0]["chain"]["ok"]) == (1, False, False, True)
    assert told


@pytest.mark.parametrize("damaged", ["reception.db", "recovery.json"])
def test_a_damaged_folder_is_told_in_words_and_left_as_it_is(shell: Shell, damaged: str) -> None:
    shell.case()
    file = shell.folder / damaged
    harmed = b"\0" * 200 + file.read_bytes()[200:]
    for side in shell.folder.glob(f"{damaged}-*"):
        side.unlink()
    file.write_bytes(harmed)
    for words in (("cases",), ("undo",), ("verify",), ("backup", str(shell.folder.parent / "b"))):
        shell.refused(*words)
    assert file.read_bytes() == harmed


def test_a_backup_comes_back_on_another_pc_with_the_paper_alone(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = shell.case()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    shell.done("step", number, "attach", given={"file": str(tmp_path / "photo.jpg")})
    backup = str(tmp_path / "backup")
    assert shell.done("backup", backup) == {"file": backup}
    other = shell.another(tmp_path / "other")
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "other.key"))
    assert "RECEPTION_RECOVERY_KEY" in other.refused("restore", backup)
    monkeypatch.setenv("RECEPTION_RECOVERY_KEY", "AAAAA-" * 6 + "AAAAA")
    assert other.refused("restore", backup).startswith("recovery_key: ")
    assert not other.folder.exists()
    monkeypatch.setenv("RECEPTION_RECOVERY_KEY", shell.recovery_key)
    assert other.done("restore", backup) == {"data": str(other.folder)}
    assert other.done("show", number)["files"][0]["name"] == "photo.jpg"
    assert other.done("verify")["ok"]
    assert "--data" in other.refused("restore", backup)  # it has entries now
    theirs = other.case()
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    assert "--data" in shell.refused("restore", backup)
    assert shell.case() != theirs  # the restored PC numbers with a mark of its own


def test_a_folder_fresh_from_init_takes_a_backup_and_its_key_file_stays(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = shell.case()
    shell.done("backup", str(tmp_path / "backup"))
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "other.key"))
    other = shell.another(tmp_path / "other")
    own = other.done("init", "--room", "NG07")["recovery_key"]
    before = (tmp_path / "other.key").read_text()
    monkeypatch.setenv("RECEPTION_RECOVERY_KEY", own)
    assert "换用对应的信封" in other.refused("restore", str(tmp_path / "backup"))
    monkeypatch.setenv("RECEPTION_RECOVERY_KEY", shell.recovery_key)
    other.done("restore", str(tmp_path / "backup"))
    assert other.done("show", number)["number"] == number
    assert (tmp_path / "other.key").read_text() == before
    third = shell.another(tmp_path / "third")
    monkeypatch.setenv("RECEPTION_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("RECEPTION_RECOVERY_KEY")
    third.done("restore", str(tmp_path / "backup"))  # the present key opens it
    assert third.done("verify")["ok"]


@pytest.mark.parametrize("content", [None, b"", b"x" * 5000, b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_changes_nothing(shell: Shell, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "backup").write_bytes(content)
    other = shell.another(tmp_path / "other")
    other.refused("restore", str(tmp_path / "backup"))
    assert not other.folder.exists()


# on any PC


def test_verbs_work_while_a_desk_is_open_on_the_folder(shell: Shell, tmp_path: Path) -> None:
    with FolderLock.take(shell.folder):
        number = shell.case_at("accepted")
        shell.done("order", number, "-o", str(tmp_path / "o.pdf"))
        shell.done("undo")
        shell.done("backup", str(tmp_path / "b"))
        assert shell.done("verify")["ok"]


def test_a_folder_locked_by_another_program_is_told_in_words(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reception.store.engine.BUSY_SECONDS", 0.2, raising=False)
    store = open_room(shell.folder, SystemClock())
    with store.engines.write.begin() as conn:
        conn.exec_driver_sql("UPDATE cases SET summary = summary")
        told = shell.refused("register", given=VISIT)
        assert shell.run("cases")[0] == 0  # reading goes on
    store.close()
    assert "Traceback" not in told
    assert shell.case()


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_utf_8_in_any_locale(shell: Shell, tmp_path: Path, locale: str) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    env |= {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "RECEPTION_KEY_FILE": str(tmp_path / "key")}

    def reception(*words: str, given: str = "") -> tuple[int, str, str]:
        run = [sys.executable, "-m", "reception.cli.main", "--data", str(shell.folder), *words]
        done = subprocess.run(run, input=given.encode(), capture_output=True, check=False, env=env)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    code, number, told = reception("register", given='{"resident": {"name": "欧阳䶮𠅤"}, "cases": [{"words": "漏水"}]}')
    assert (code, told) == (0, "")
    assert "欧阳䶮𠅤" in reception("show", number.strip())[1]
    assert "欧阳䶮𠅤" in reception("cases", "--search", "欧阳䶮𠅤", "--json")[1]
    assert "第一建筑公司" in reception("units")[1]
    assert "没有找到编号" in reception("show", "12345")[2]
    assert reception("export", "-o", str(tmp_path / "台账.xlsx"))[0] == 0
