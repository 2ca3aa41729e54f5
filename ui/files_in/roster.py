"""A roster of households: who would be new, completed or moved, what differs from the records, and what was done."""

from typing import TYPE_CHECKING

from ui.files_in.messages import after, bad_lines, told_lines
from ui.files_in.uses import Asked, Carry, Told, ToldLine, Trial, TrialLine, Use
from ui.tables.source import Tag
from ui.theme.tokens import ToneName
from ui.words import translate
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.desk import Desk
    from reception.intake.rosters import RosterOutcome, RosterRow


def _try_out(asked: Asked, desk: "Desk", report: Report) -> "RosterOutcome":
    from reception.intake.rosters import import_roster

    return import_roster(
        desk, asked.path, asked.mappings, compound=asked.options.compound, trial=True, progress=report.step
    )


def _carry_out(asked: Asked, tried: "RosterOutcome", carry: Carry) -> "RosterOutcome":
    from reception.intake.rosters import import_roster

    return import_roster(
        carry.desk, asked.path, asked.mappings, compound=asked.options.compound, progress=carry.report.step,
        cancelled=carry.stop.is_set,
    )  # fmt: skip


def _counted(outcome: "RosterOutcome", words: str) -> str:
    from reception.desk.homes import Fate

    counts = {fate.value: outcome.counts[fate] for fate in Fate}
    return words.format(**counts, empty=outcome.empty, bad=len(outcome.bad))


def _trial(tried: "RosterOutcome") -> Trial:
    words = translate(
        "FilesIn",
        "将新增 {added} 人，补全 {completed} 人，迁居 {moved} 人，已有 {known} 人，不一致 {differs} 人，有误 {bad} 行",
    )
    advice = translate("FilesIn", "还没有写入。不一致的不改，请居民来时核对；没有人的户 {empty} 户。")
    lines = [*map(_differing, tried.differing), *bad_lines(tried.bad)]
    return Trial(_counted(tried, words), _counted(tried, advice), tuple(lines))


def _differing(row: "RosterRow") -> TrialLine:
    told = translate("FilesIn", "电话或证件号与本室记录不一样，不改")
    fate = Tag(translate("FilesIn", "不一致"), ToneName.WARN)
    return TrialLine(row.sheet, row.row, "", row.dweller.name, fate, told)


def _told(outcome: "RosterOutcome") -> Told:
    words = translate(
        "FilesIn", "新增 {added} 人，补全 {completed} 人，迁居 {moved} 人，已有 {known} 人，没有进来 {bad} 行"
    )
    reason = translate("FilesIn", "电话或证件号与本室记录不一样，没有改")
    differing = tuple(ToldLine(row.sheet, row.row, "", reason, row.dweller.name) for row in outcome.differing)
    return Told(
        _counted(outcome, words), after(stopped=outcome.cancelled, bad=bool(outcome.bad)),
        (*differing, *told_lines(outcome.bad)), outcome.bad, changed=outcome.changed,
    )  # fmt: skip


ROSTER = Use(_try_out, _trial, _carry_out, _told, lambda: translate("FilesIn", "导入名册"))
