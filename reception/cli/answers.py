"""What a verb reads and how it answers: JSON in, words or JSON out."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from reception.domain.errors import InvalidInput

if TYPE_CHECKING:
    from reception.intake.messages import BadRow

Verb = Callable[[argparse.Namespace], int]


def read_stdin(*, needed: bool = True) -> dict[str, Any]:
    """The JSON object on stdin. Raises InvalidInput when it is none."""
    try:
        text = "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read()
    except UnicodeDecodeError as error:
        raise InvalidInput("输入不是 UTF-8 文字", english="stdin is not UTF-8", field="stdin") from error
    if not text.strip():
        if needed:
            raise InvalidInput("请在标准输入给出 JSON", english="JSON is expected on stdin", field="stdin")
        return {}
    try:
        given = json.loads(text.removeprefix("\ufeff"))  # a mark that Windows' editors put before UTF-8
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        raise InvalidInput(f"标准输入不是 JSON：{error}", english="stdin is not JSON", field="stdin") from error
    if not isinstance(given, dict):
        raise InvalidInput("标准输入应为一个 JSON 对象", english="stdin must be one JSON object", field="stdin")
    return given


def emit(args: argparse.Namespace, value: dict[str, Any], text: str) -> None:
    """Print one answer: JSON when asked for, else words."""
    print(json.dumps(value, ensure_ascii=False) if args.json else text)


def tell_bad_rows(rows: "Iterable[BadRow]") -> None:
    """Rows that did not come in, one a line on stderr: where it stands, which column, why."""
    for row in rows:
        print(f"{row.sheet} 第 {row.row} 行 {row.column}：{row.reason} / {row.english}", file=sys.stderr)


def told_checks(args: argparse.Namespace, checks: Any) -> int:
    """Print checks, one a line; 1 when one failed."""
    ok = all(check.ok for check in checks)
    value = {"ok": ok} | {
        check.name: {"ok": check.ok, "count": check.count, "detail": check.detail} for check in checks
    }
    words = [f"{'✓' if check.ok else '✗'} {check.name}: {check.count} {check.detail}".rstrip() for check in checks]
    emit(args, value, "\n".join(words))
    if not ok:
        print("核验未通过 / verify found a difference", file=sys.stderr)
    return 0 if ok else 1
