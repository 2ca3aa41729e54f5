"""Messages that come in: what each row would become, the choice for those about open cases, and what became of them."""

from typing import TYPE_CHECKING

from ui.files_in.preview import reason_of
from ui.files_in.uses import Asked, Carry, Told, ToldLine, Trial, TrialLine, Use
from ui.tables.source import Tag
from ui.theme.tokens import ToneName
from ui.words import said, translate
from ui.work import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reception.desk.desk import Desk
    from reception.intake.importing import ImportOutcome, Rehearsal, TriedRow
    from reception.intake.messages import BadRow


def _try_out(asked: Asked, desk: "Desk", report: Report) -> "Rehearsal":
    from reception.intake.importing import rehearse

    report.check()
    return rehearse(desk, asked.path, asked.mappings)


def _carry_out(asked: Asked, tried: "Rehearsal", carry: Carry) -> "ImportOutcome":
    """Import until `stop` is set. A stop keeps what is in and still tells what became of every row."""
    from reception.intake.importing import import_file

    links = {key: link for key, link in tried.links.items() if key not in asked.own}
    return import_file(
        carry.desk, asked.path, asked.mappings, carry.report.step, carry.stop.is_set, links
    )  # fmt: skip


def _trial(tried: "Rehearsal") -> Trial:
    words = translate("FilesIn", "将新增 {added} 条，并入在办 {linked} 条，已有 {known} 条，有误 {bad} 条").format(
        added=tried.added, linked=len(tried.linked), known=tried.known, bad=len(tried.bad)
    )
    advice = [translate("FilesIn", "还没有写入。")]
    if tried.closed:
        advice.append(
            translate("FilesIn", "新增中 {count} 条已有答复，作为办结的历史导入。").format(count=tried.closed)
        )
    if tried.linked:
        advice.append(translate("FilesIn", "并入的行：Enter 照此办理，按 2 另立一件，按 1 改回并入。"))
    lines = [*filter(_asks, map(_line, tried.rows)), *bad_lines(tried.bad)]
    lines += [line for line in map(_line, tried.rows) if not _asks(line)]
    return Trial(words, " ".join(advice), tuple(lines))


def _asks(line: TrialLine) -> bool:
    return line.key is not None


def _line(row: "TriedRow") -> TrialLine:
    from reception.intake.importing import RowFate

    fates = {
        RowFate.NEW: Tag(translate("FilesIn", "新增"), ToneName.OK),
        RowFate.CLOSED: Tag(translate("FilesIn", "新增，已办结"), ToneName.OK),
        RowFate.LINKED: Tag(translate("FilesIn", "并入"), ToneName.INFO),
        RowFate.KNOWN: Tag(translate("FilesIn", "已有"), ToneName.NEUTRAL),
    }
    if row.link is None:
        return TrialLine(row.sheet, row.row, row.number, row.said, fates[row.fate], "")
    told = f"{row.link.number}  {row.link.summary}  {said(row.link.reason)}"
    own = Tag(translate("FilesIn", "另立"), ToneName.WARN)
    return TrialLine(row.sheet, row.row, row.number, row.said, fates[row.fate], told, row.key, own)


def bad_lines(bad: "Iterable[BadRow]") -> list[TrialLine]:
    """Rows at fault, as a trial shows them."""
    return [
        TrialLine(row.sheet, row.row, "", row.value, Tag(translate("FilesIn", "有误"), ToneName.DANGER),
                  f"{row.column}  {reason_of(row)}".strip())
        for row in bad
    ]  # fmt: skip


def told_lines(bad: "Iterable[BadRow]") -> tuple[ToldLine, ...]:
    """Rows at fault, as they are told of afterwards."""
    return tuple(ToldLine(row.sheet, row.row, row.column, reason_of(row), row.value) for row in bad)


def _told(outcome: "ImportOutcome") -> Told:
    words = translate("FilesIn", "新增 {added} 条，已有 {known} 条，没有进来 {bad} 条")
    if outcome.linked:
        words = translate("FilesIn", "新增 {added} 条，并入在办 {linked} 条，已有 {known} 条，没有进来 {bad} 条")
    counted = words.format(
        added=outcome.added, linked=len(outcome.linked), known=outcome.known, bad=len(outcome.bad)
    )  # fmt: skip
    return Told(
        counted, after(stopped=outcome.cancelled, bad=bool(outcome.bad)), told_lines(outcome.bad), outcome.bad,
        changed=outcome.changed,
    )  # fmt: skip


def after(*, stopped: bool, bad: bool) -> str:
    """What to do after a list came in."""
    if stopped:
        return translate("FilesIn", "已停止。进来的都保留；同一个文件再导一次，会接着来。")
    if bad:
        return translate(
            "FilesIn", "存为标记表，在标红的格里改好，把那份表再导一次；已进来的不会重复。Ctrl+Z 撤销整次导入。"
        )
    return translate("FilesIn", "同一个文件再导一次，不会重复。Ctrl+Z 撤销整次导入。")


MESSAGES = Use(_try_out, _trial, _carry_out, _told, lambda: translate("FilesIn", "导入"))
