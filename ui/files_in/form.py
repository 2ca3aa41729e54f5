"""A sender's own form: which rows would be answered, which are added or not found, and what was written beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.files_in.uses import Asked, Carry, Told, ToldLine, Trial, TrialLine, Use
from ui.tables.source import Tag
from ui.theme.tokens import ToneName
from ui.words import said, series, translate
from ui.work import Report, Stopped

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.desk.lists import CaseFilter
    from reception.intake.filling import FilledRow, FillOutcome

NONE, MONTH, LAST_MONTH = "", "month", "last_month"
"""Which cases are added below when no row is about them: none, those received this month, or last month."""


def _try_out(asked: Asked, desk: "Desk", report: Report) -> "FillOutcome":
    from reception.intake.filling import filled_beside

    return _fill(asked, filled_beside(asked.path), desk, report.step, trial=True)


def _carry_out(asked: Asked, tried: "FillOutcome", carry: Carry) -> "FillOutcome | None":
    """Fill in and save; None when it was stopped, then nothing was written."""

    def step(done: int, total: int) -> None:
        if carry.stop.is_set():
            raise Stopped
        carry.report.step(done, total)

    try:
        return _fill(asked, carry.out, carry.desk, step, trial=False)
    except Stopped:
        return None


def _fill(asked: Asked, out: Path, desk: "Desk", step: Callable[[int, int], None], *, trial: bool) -> "FillOutcome":
    from reception.intake.filling import fill_form

    options = asked.options
    return fill_form(
        desk, asked.path, out, asked.mappings, add=_wanted(options.add, desk), replace=options.replace, trial=trial,
        progress=step,
    )  # fmt: skip


def _wanted(add: str, desk: "Desk") -> "CaseFilter | None":
    """The cases to be added, the oldest first."""
    from datetime import timedelta

    from reception.desk.lists import CaseFilter
    from reception.desk.today import bounds
    from reception.domain.clock import DISTRICT_ZONE

    if add == NONE:
        return None
    last = desk.now.astimezone(DISTRICT_ZONE).date()
    if add == LAST_MONTH:
        last = last.replace(day=1) - timedelta(days=1)
    return CaseFilter(since=bounds(last.replace(day=1))[0], until=bounds(last)[1], descending=False)


def _trial(tried: "FillOutcome") -> Trial:
    missing = sum(not row.case for row in tried.rows)
    words = translate("FilesIn", "按编号找到 {found} 行，将填写 {filled} 行；补入 {added} 行，没有找到 {missing} 行")
    counted = words.format(
        found=len(tried.rows) - missing - tried.added, filled=tried.filled - tried.added, added=tried.added,
        missing=missing,
    )  # fmt: skip
    advice = [translate("FilesIn", "还没有写入。填好后另存在原表旁边，原表不动。"), *_lost(tried)]
    rows = sorted(tried.rows, key=lambda row: (bool(row.case), row.done))  # those not found come first
    return Trial(counted, " ".join(advice), tuple(map(_line, rows)))


def _lost(outcome: "FillOutcome") -> list[str]:
    """What the file holds that will not be kept."""
    if not outcome.lost:
        return []
    return [translate("FilesIn", "原表中的{parts}不能保留。").format(parts=series(map(said, outcome.lost)))]


def _line(row: "FilledRow") -> TrialLine:
    told = "" if row.done else said((row.told, row.english))
    return TrialLine(row.sheet, row.row, row.number, row.case or "—", _fate(row), told)


def _fate(row: "FilledRow") -> Tag:
    if not row.case:
        return Tag(translate("FilesIn", "没有找到"), ToneName.DANGER)
    if row.added:
        return Tag(translate("FilesIn", "补入"), ToneName.INFO)
    if row.done:
        return Tag(translate("FilesIn", "填写"), ToneName.OK)
    return Tag(translate("FilesIn", "待定"), ToneName.WARN)


def _told(outcome: "FillOutcome | None") -> Told:
    if outcome is None:
        return Told(translate("FilesIn", "已停止"), translate("FilesIn", "没有写任何文件，原表没有动。"))
    words = translate("FilesIn", "已填 {filled} 行，补入 {added} 行，{open} 行没有填：{name}")
    undone = [row for row in outcome.rows if not row.done]
    counted = words.format(
        filled=outcome.filled - outcome.added, added=outcome.added, open=len(undone), name=outcome.out.name
    )  # fmt: skip
    advice = [translate("FilesIn", "存在 {folder}，原表没有动。").format(folder=outcome.out.parent)]
    if outcome.backup is not None:
        kept = translate("FilesIn", "那里原有的同名文件留底为 {name}。")
        advice = [translate("FilesIn", "存在 {folder}。").format(folder=outcome.out.parent), kept.format(
            name=outcome.backup.name)]  # fmt: skip
    lines = tuple(
        ToldLine(row.sheet, row.row, row.number, said((row.told, row.english)), row.case) for row in undone
    )  # fmt: skip
    return Told(counted, " ".join([*advice, *_lost(outcome)]), lines, out=outcome.out)


FORM = Use(_try_out, _trial, _carry_out, _told, lambda: translate("FilesIn", "填写并保存"))
