"""The weekly and the monthly report: what stands before the rates, the rates, trends, tables and charts, and the cases.

A report that was handed up prints what it said then; what became different since stands at its end by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.units import mm

from reception.desk.desk import Desk
from reception.desk.reports import compared, period_name, read_report
from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.forms import SATISFIED, SOLVED, URGENCIES, VOICES
from reception.domain.measures import LEFT_OUT_NAMES, percent
from reception.domain.report import GROUPINGS, Figures, Report, ReportRow, RowChange, SinceIssued
from reception.paper.charts import Bar, Chart, Series, bars, trend
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, day, moment
from reception.paper.grid import Block, Cell, words
from reception.paper.issuing import Issuer, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler
from reception.paper.sheet import Book, Paper
from reception.paper.table import columns, said, table, under

_RATES = ("response", "solution", "satisfaction", "overall", "on_time", "returns", "repeats", "reopened")
_BARS = 12
"""So many groups are drawn; the table has them all."""


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report to print, with what became different since it was handed up (nothing while it was not)."""

    issuer: Issuer
    report: Report
    since: SinceIssued = field(default_factory=SinceIssued)


def report_paper(desk: Desk, report: Report) -> ReportPaper:
    """A report as this room prints it now."""
    since = compared(desk, report) if report.number else SinceIssued()
    with desk.read() as conn:
        return ReportPaper(issuer(desk, desk.office(conn)), report, since)


def handed_up_paper(desk: Desk, number: str) -> ReportPaper:
    """A report that was handed up, by its number. Raises NotFound."""
    return report_paper(desk, read_report(desk, number))


def write_report(
    sheet: ReportPaper, out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write a report as PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("report", forms)
    here, report = sheet.issuer, sheet.report
    title = f"{texts.text(f'kinds.{report.period.kind}')} {period_name(report.period)}"
    with written(out) as file:
        book = Book(paper, title=title, author=here.room, subject=report.number, made_at=here.marks.printed_at)
        pages = bind(book, _leaf(sheet, texts, paper), texts)
        book.save(file)
    return pages


def _leaf(sheet: ReportPaper, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, label_width=23 * mm)
    report = sheet.report
    mark = "handed_up" if report.number else "draft"
    blocks = [
        _about(sheet, ruler), _ground(report, ruler), _whole(report.whole, ruler), *_trends(report, ruler),
        *(block for name in GROUPINGS for block in _groups(report, name, ruler)), _formulas(report, ruler),
        *_since(sheet, ruler), _signatures(sheet, ruler), *_cases(report, ruler),
    ]  # fmt: skip
    return Leaf(
        issuer=sheet.issuer.room,
        title=texts.text(f"kinds.{report.period.kind}"),
        mark=texts.text(f"copies.{mark}.mark"),
        number=report.number or period_name(report.period),
        code=report.number,
        blocks=tuple(blocks),
        marks=sheet.issuer.marks,
        note=texts.text(f"copies.{mark}.note"),
    )


def _about(sheet: ReportPaper, ruler: Ruler) -> Block:
    """What period, as of when, and whether it still holds."""
    report, texts = sheet.report, ruler.form
    period = report.period
    span = texts.text("sentences.span", since=moment(period.since), until=moment(period.until))
    rows = [
        ruler.pair(("period", period_name(period)), ("as_of", moment(from_text(report.as_of)))),
        ruler.wide("span", span),
    ]
    if report.number:
        rows.append(ruler.pair(("number", report.number), ("by", report.by)))
        rows.append(ruler.wide("since", _since_told(sheet.since, texts), bold=sheet.since.any))
    return ruler.block("about", rows, whole=True)


def _since_told(since: SinceIssued, texts: Form) -> str:
    if not since.any:
        return texts.text("sentences.unchanged")
    counts = {"changed": len(since.changed), "added": len(since.added), "gone": len(since.gone)}
    return texts.text("sentences.changed", **{name: str(count) for name, count in counts.items()})


def _ground(report: Report, ruler: Ruler) -> Block:
    """What must be known before any rate is believed."""
    texts, ground, whole = ruler.form, report.ground, report.whole
    last_visit, last_exchange = (
        moment(from_text(text)) if text else "—" for text in (ground.last_visit, ground.last_exchange)
    )
    late = texts.text("sentences.of", part=str(ground.late), whole=str(whole.cases),
                      share=percent(ground.late / whole.cases if whole.cases else None))  # fmt: skip
    left_out = "；".join(f"{LEFT_OUT_NAMES[why][0]} {count} 件" for why, count in whole.left_out.items() if count)
    rows = [
        ruler.pair(("last_visit", last_visit), ("last_exchange", last_exchange)),
        ruler.pair(("late", late), ("waiting", texts.text("sentences.entries", count=str(ground.waiting)))),
        ruler.pair(
            ("urgency_changed", texts.text("sentences.cases", count=str(ground.urgency_changed))),
            ("left_out", left_out or texts.text("blank.none")),
        ),
    ]
    return ruler.block("ground", rows, whole=True)


def _whole(whole: Figures, ruler: Ruler) -> Block:
    cells = [
        ("received", str(whole.cases)), ("handled", str(whole.shares["on_time"].whole)), ("valid", str(whole.valid)),
        *((name, percent(_rate(whole, name))) for name in _RATES), ("first", percent(whole.value("first_solution"))),
        ("hours_to_contact", _hours(whole.hours_to_contact)), ("hours_to_solve", _hours(whole.hours_to_solve)),
    ]  # fmt: skip
    bold = ("response", "solution", "satisfaction", "overall")
    rows = [ruler.pair(*cells[place : place + 3], bold=bold) for place in range(0, len(cells), 3)]
    return ruler.block("whole", rows, whole=True)


def _rate(figures: Figures, name: str) -> float | None:
    return figures.overall if name == "overall" else figures.value(name)


def _hours(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


def _trends(report: Report, ruler: Ruler) -> Iterator[Block]:
    texts, scale = ruler.form, ruler.paper.value.scale
    points = report.daily
    came = Series(texts.text("series.received"), [point.received for point in points])
    done = Series(texts.text("series.handled"), [point.handled for point in points])
    yield _drawn(ruler, "daily", trend([point.label for point in points], [came, done], scale=scale))
    points = report.earlier
    if len(points) > 1:
        series = [
            Series(texts.text(f"series.{name}"), [getattr(point, name) for point in points])
            for name in ("solution", "response", "satisfaction")
        ]
        labels = [point.label for point in points]
        yield _drawn(ruler, "earlier", trend(labels, series, percent=True, scale=scale))


def _drawn(ruler: Ruler, title: str, chart: Chart) -> Block:
    return under(ruler, ruler.form.text(f"charts.{title}"), [chart], whole=True)


def _groups(report: Report, by: str, ruler: Ruler) -> Iterator[Block]:
    """A grouping as a chart and as a table."""
    lines = report.lines.get(by, ())
    if not lines:
        return
    shown = [Bar(line.name, line.cases, _bar_told(line, ruler.form)) for line in lines[:_BARS]]
    most = ruler.form.text("sentences.most", count=str(_BARS)) if len(lines) > _BARS else ""
    yield under(ruler, ruler.form.text(f"charts.{by}") + most, [bars(shown, ruler.paper.value.scale)], whole=True)
    heads = columns(ruler, "figures", 38, 9, 9, *[12.5] * len(_RATES), left=(0,))
    rows = [
        (line.name, str(line.cases), str(line.valid), *(percent(_rate(line, name)) for name in _RATES))
        for line in (*lines, report.whole)
    ]
    rows[-1] = (ruler.form.text("sentences.total"), *rows[-1][1:])
    title = ruler.form.text(f"groups.{by}", count=str(len(lines)))
    yield table(ruler, title, heads, rows, size=8)


def _bar_told(line: Figures, texts: Form) -> str:
    return texts.text("sentences.bar", cases=str(line.cases), solution=percent(line.value("solution")))


def _formulas(report: Report, ruler: Ruler) -> Block:
    text = "\n".join(f"{turn}. {line}。" for turn, line in enumerate(report.formulas, 1))
    return under(ruler, ruler.form.text("tables.formulas"), [said(ruler, text, size=9)], whole=True)


# the cases


def _cases(report: Report, ruler: Ruler) -> Iterator[Block]:
    """The cases counted, and those that are left out, each with its reason."""
    texts, size = ruler.form, 8
    units = {line.code: line.name for line in report.lines.get("unit", ())}
    outside = [
        (row.number, _day(row.received_at), row.summary, units.get(row.unit, "—"), LEFT_OUT_NAMES[row.left_out][0])
        for row in report.outside
    ]
    heads = columns(ruler, "outside", 34, 13, 54, 35, 20, left=(0, 2, 3))
    yield table(ruler, texts.text("tables.outside", count=str(len(outside))), heads, outside, size=size)
    counted = [
        (row.number, _day(row.received_at), row.summary, units.get(row.unit, "—"), _in_time(row, texts),
         _word(SOLVED, row.solved), _word(SATISFIED, row.satisfied))
        for row in report.counted
    ]  # fmt: skip
    heads = columns(ruler, "counted", 34, 13, 42, 31, 10, 13, 13, left=(0, 2, 3))
    yield table(ruler, texts.text("tables.counted", count=str(len(counted))), heads, counted, size=size)


def _in_time(row: ReportRow, texts: Form) -> str:
    return texts.text("sentences.yes" if row.contacted_in_time else "sentences.no")


def _word(names: dict[str, tuple[str, str]], key: str) -> str:
    return names[key][0] if key in names else "—"


def _day(text: str) -> str:
    local = from_text(text).astimezone(DISTRICT_ZONE)
    return f"{local.month}-{local.day}"


def _since(sheet: ReportPaper, ruler: Ruler) -> Iterator[Block]:
    """What is not any more what the report counted."""
    since, texts = sheet.since, ruler.form
    if not since.any:
        return
    rows = [(change.number, change.summary, _changes(change, sheet.report, texts)) for change in since.changed]
    rows += [(row.number, row.summary, texts.text("sentences.added")) for row in since.added]
    rows += [(row.number, row.summary, texts.text("sentences.gone")) for row in since.gone]
    heads = columns(ruler, "since", 34, 46, 76, left=(0, 1, 2))
    yield table(ruler, texts.text("tables.since", count=str(len(rows))), heads, rows, size=8)


def _changes(change: RowChange, report: Report, texts: Form) -> str:
    names = {name: {line.code: line.name for line in report.lines.get(name, ())} for name in ("unit", "grid")}
    return "；".join(
        texts.text("sentences.change", what=texts.word("words.column", name), then=_told(name, then, names, texts),
                   now=_told(name, now, names, texts))
        for name, then, now in change.values
    )  # fmt: skip


_WORDS = {
    "voice": VOICES, "urgency": URGENCIES, "solved": SOLVED, "first_solved": SOLVED, "satisfied": SATISFIED,
    "left_out": LEFT_OUT_NAMES,
}  # fmt: skip


def _told(column: str, value: Any, names: dict[str, dict[str, str]], texts: Form) -> str:
    """A value of a column as the report prints it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return texts.text("sentences.yes" if value else "sentences.no")
    if column == "received_at":
        return moment(from_text(str(value)))
    if column in _WORDS:
        return _word(_WORDS[column], str(value))
    return names.get(column, {}).get(str(value), str(value))


def _signatures(sheet: ReportPaper, ruler: Ruler) -> Block:
    texts, here = ruler.form, sheet.issuer
    aside = ruler.chop(here.room, day(from_text(sheet.report.as_of)), texts.text("sentences.chop"))
    width = ruler.inner - aside.width - ruler.label
    names = (("made_by", sheet.report.by), ("checked_by", ""), ("approved_by", ""))
    rows = [
        ruler.row([ruler.labelled(label), Cell(words(name, ruler.text, width), width)], least=14 * mm)
        for label, name in names
    ]
    return ruler.block("signatures", rows, aside=aside, whole=True)
