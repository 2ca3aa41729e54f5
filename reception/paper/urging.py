"""The reminder to a unit (催办通知单): its orders past their limits, foreman by foreman, with room for its answer.

Nothing on it says who reported: the unit has its orders for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.units import mm

from reception.desk.desk import Desk
from reception.desk.overdue import OverdueOrder, overdue_orders
from reception.domain.clock import DISTRICT_ZONE, from_text
from reception.domain.errors import NotAllowed
from reception.domain.identity import written_phone
from reception.paper.forms import Form, form
from reception.paper.frame import Leaf, bind, day, moment
from reception.paper.grid import Block
from reception.paper.issuing import Issuer, issuer
from reception.paper.output import written
from reception.paper.rows import Ruler, ticks
from reception.paper.sheet import Book, Paper
from reception.paper.table import columns, letter, paragraphs, signed, table

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to one unit; `unit` is its name."""

    issuer: Issuer
    unit: str
    orders: tuple[OverdueOrder, ...]


def reminders_of(desk: Desk, unit: str = "") -> list[Reminder]:
    """A reminder for each unit with orders past a limit, or for the one named. Raises NotAllowed when there is none."""
    found = overdue_orders(desk, unit)
    if not found:
        raise NotAllowed("没有超过时限的工单，不需要催办", english="no order is past its limit: nothing to urge")
    with desk.read() as conn:
        office = desk.office(conn)
        here = issuer(desk, office)
        grouped = groupby(found, key=lambda order: order.unit)
        return [Reminder(here, office.unit_name(code), tuple(orders)) for code, orders in grouped]


def write_reminders(
    reminders: Sequence[Reminder], out: Path | BinaryIO, *, paper: Paper = Paper.A4, forms: Path | None = None
) -> int:
    """Write reminders as one PDF; returns its pages. Raises Unavailable when the path cannot be written."""
    texts = form("urging", forms)
    first = reminders[0].issuer
    title = texts.text("letterhead.title")
    with written(out) as file:
        book = Book(paper, title=title, author=first.room, subject=reminders[0].unit, made_at=first.marks.printed_at)
        pages = sum(bind(book, _leaf(each, texts, paper), texts) for each in reminders)
        book.save(file)
    return pages


def _leaf(reminder: Reminder, texts: Form, paper: Paper) -> Leaf:
    ruler = Ruler(texts, paper, size=10.5, band_width=8.5 * mm, label_width=24 * mm)
    here = reminder.issuer
    values = {"count": str(len(reminder.orders)), "at": moment(here.marks.printed_at)}
    told = [
        paragraphs(ruler, texts.text("sentences.to", unit=reminder.unit), bold=True, indent=False),
        paragraphs(ruler, texts.text("sentences.opening", **values), size=12),
    ]
    closing = paragraphs(ruler, texts.text("sentences.closing", phone=here.phone or "—"), size=12)
    stamp = signed(ruler, here.room, day(here.marks.printed_at), texts.text("sentences.chop"))
    return Leaf(
        issuer=here.room,
        title=texts.text("letterhead.title"),
        mark=texts.text("copies.unit.mark"),
        number="",
        blocks=(letter(ruler, *told), *_tables(reminder, ruler), letter(ruler, closing), letter(ruler, stamp),
                _answer(ruler)),
        marks=here.marks,
        note=texts.text("copies.unit.note"),
    )  # fmt: skip


def _tables(reminder: Reminder, ruler: Ruler) -> list[Block]:
    """A table for each foreman, so that a unit can hand each his own."""
    heads = columns(ruler, "orders", 24, 44, 46, 22, 20, left=(0, 1, 2))
    now = reminder.issuer.marks.printed_at
    grouped = groupby(reminder.orders, key=lambda order: (order.foreman, order.phone))
    return [
        table(ruler, _title(*who, ruler.form), heads, [_row(each, now, ruler.form) for each in orders])
        for who, orders in grouped
    ]


def _title(foreman: str, phone: str, texts: Form) -> str:
    name = foreman or texts.text("sentences.nobody")
    return texts.text("sentences.foreman", name=name, phone=written_phone(phone)).strip()


def _row(order: OverdueOrder, now: datetime, texts: Form) -> tuple[str, ...]:
    until = from_text(order.until)
    limit = f"{texts.word('words.limit', order.clock)} {_short(until)}"
    again = texts.text("sentences.urged", count=str(order.urged)) if order.urged else ""
    return order.number, order.summary, order.address, limit, _late(now - until, texts) + again


def _short(at: datetime) -> str:
    local = at.astimezone(DISTRICT_ZONE)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def _late(past: timedelta, texts: Form) -> str:
    """Days and hours past the limit."""
    if past < _DAY:
        return texts.text("sentences.hours", count=str(max(1, past // _HOUR)))
    return texts.text("sentences.days", count=str(past // _DAY))


def _answer(ruler: Ruler) -> Block:
    """What the unit writes back."""
    texts, at = ruler.form, ruler.form.text("blank.moment")
    rows = [
        ruler.blanks(("receiver", ""), ("received_at", at), height=9 * mm),
        ruler.wide("state", ticks(texts.texts_of("ticks.state"))),
        ruler.open("why", 14 * mm, grows=24 * mm),
        ruler.blanks(("done_by", texts.text("blank.day")), ("signature", ""), height=9 * mm),
    ]
    return ruler.block("answer", rows, whole=True)
