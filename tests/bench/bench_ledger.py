"""The ledger of 150,000 cases beside bare XlsxWriter.

`python tests/bench/bench_ledger.py [rows]` prints a table. Both sides write the same values into the same kinds of
cells in constant memory; the bare one sets no filter, totals, lists, widths or marks. Each runs in a process of its
own, in turns, and the ratio is that of the medians, so that a busy machine burdens both alike. Memory is the process's
own peak.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from reception.domain.clock import DISTRICT_ZONE
from reception.paper.exporting import COLUMNS
from reception.paper.ledger import Ledger, write_ledger

ROUNDS = 3
START = datetime(2026, 1, 1, 1, tzinfo=UTC)


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Cases as an export gives them: 22 columns, words of some fifty characters, nearly all different."""
    for number in range(count):
        at = START + timedelta(minutes=number)
        late, done = at + timedelta(days=5), at + timedelta(days=3)
        yield (
            f"NG07-26{number // 999 % 12 + 1:02d}24-A{number % 999:03d}-5", f"12345 RX{number}",
            ("归档", "办理中", "待派单")[number % 3],
            ("问题", "疑虑", "建议")[number % 3], "一般", f"房屋修缮/给排水/第{number % 40}类", f"厨房漏水第{number}件",
            f"张{number % 700}", f"139{number:08d}", f"红旗大街188号{number % 30}号楼{number % 900}室", "户内",
            f"家中厨房上水管接口漏水，已经漏到楼下第{number}次，联系物业多次没有人来，希望尽快派人来修，全天家里有人。",
            "来电", at, late, done, done, f"第{number % 25}建筑公司", f"NG07-A{number}-A1", 1, "已解决", "满意",
        )  # fmt: skip


def ours(count: int, out: Path) -> None:
    """As the desk exports."""
    write_ledger(rows(count), out, ledger=Ledger("民生诉求台账", "七政街民生接待室", COLUMNS, START))  # type: ignore[arg-type]


def bare(count: int, out: Path) -> None:
    """XlsxWriter alone: texts, numbers and dates with the one format that a date needs."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet, look = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, row in enumerate(rows(count)):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(place, column, value.astimezone(DISTRICT_ZONE).replace(tzinfo=None), look)
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            else:
                sheet.write_string(place, column, str(value))
    book.close()


WRITERS = {"ours": ours, "bare": bare}


def measured(name: str, count: int) -> tuple[float, float, float]:
    """Seconds of processor time, peak memory in MB and size in MB of one export in a process of its own."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "all.xlsx"
        done = subprocess.run(
            [sys.executable, __file__, "--write", name, str(count), str(out)],
            capture_output=True,
            check=True,
            text=True,
        )
        seconds, memory = map(float, done.stdout.split())
        return seconds, memory, out.stat().st_size / 1e6


def write(name: str, count: int, out: Path) -> None:
    """One export, told in processor time: a machine that does other things beside does not lengthen it."""
    start = time.process_time()
    WRITERS[name](count, out)
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(count: int) -> None:
    """Print the table."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in WRITERS}
    for _ in range(ROUNDS):
        for name, runs in found.items():
            runs.append(measured(name, count))
    print(f"{count} rows × 22 columns    seconds    rows/s   peak MB   file MB")
    medians = {name: [statistics.median(column) for column in zip(*runs, strict=True)] for name, runs in found.items()}
    for name, (seconds, memory, size) in medians.items():
        print(f"{name:26} {seconds:9.1f} {count / seconds:9.0f} {memory:9.0f} {size:9.1f}")
    ratio = medians["ours"][0] / medians["bare"][0]
    print(f"ours / bare: {ratio:.2f} (at most 1.3)")
    small = measured("ours", count // 10)
    print(f"peak memory at a tenth of the rows: {small[1]:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 150_000)
