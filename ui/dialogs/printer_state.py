"""What a printer says of itself beyond running or stopped: out of paper, jammed, offline (RFC 8011, 5.4.12).

Qt tells whether the system has stopped a printer; the rest CUPS knows, and its `lpstat` tells. Where there is none,
as on Windows, nothing is told.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping

from ui.words import said, series, translate
from ui.work import Report

REASONS: Mapping[str, tuple[str, str]] = {
    "media-empty": ("缺纸", "out of paper"),
    "media-needed": ("缺纸", "out of paper"),
    "media-jam": ("卡纸", "a paper jam"),
    "cover-open": ("盖子开着", "an open cover"),
    "door-open": ("盖子开着", "an open cover"),
    "interlock-open": ("盖子开着", "an open cover"),
    "input-tray-missing": ("纸盒没装好", "a missing tray"),
    "output-area-full": ("出纸口满了", "a full output tray"),
    "toner-empty": ("没有墨粉", "no toner left"),
    "marker-supply-empty": ("没有墨了", "no ink left"),
    "offline": ("没有联机", "being offline"),
    "timed-out": ("没有应答", "no answer"),
}
"""By what the standard calls it: what a clerk can do something about."""
_SEVERITIES = ("-error", "-warning", "-report")
_SECONDS = 5


def complaints(printer: str, report: Report) -> tuple[str, ...]:
    """What a printer complains of, as keys of `REASONS`; the task of a worker."""
    report.check()
    command = shutil.which("lpstat")
    if command is None:
        return ()
    try:
        told = subprocess.run(  # noqa: S603 - the system's own, and a printer's name
            [command, "-l", "-p", printer],
            capture_output=True, check=False, encoding="utf-8", errors="replace", timeout=_SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return read_alerts(told.stdout)


def read_alerts(told: str) -> tuple[str, ...]:
    """What `lpstat -l -p` says behind `Alerts:`, as far as there is a word for it."""
    words = (word for line in told.splitlines() if line.strip().startswith("Alerts:") for word in line.split()[1:])
    return tuple(dict.fromkeys(key for word in words if (key := _without_severity(word)) in REASONS))


def sent_words(printer: str, found: tuple[str, ...], usual: str) -> str:
    """What is said once a paper went to a printer: as usual, or also what the printer waits for."""
    if not found:
        return usual
    reasons = series(dict.fromkeys(said(REASONS[key]) for key in found))
    words = translate("PrinterState", "{sent}；打印机「{printer}」报告：{reasons}。处理好以后会接着打印")
    return words.format(sent=usual, printer=printer, reasons=reasons)


def _without_severity(word: str) -> str:
    for severity in _SEVERITIES:
        word = word.removesuffix(severity)
    return word
