"""What a case's page asks of the desk on a worker: functions of values, never of widgets."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from reception.domain.clock import Id
from ui.work import Report

if TYPE_CHECKING:
    from reception.desk.case_page import OpenCase
    from reception.desk.desk import Desk
    from reception.desk.drafts import Draft
    from reception.desk.unmask import Unmasked
    from reception.domain.changed import Changed
    from reception.paper.clip import Clip

PDF = "application/pdf"


def read_case(desk: "Desk", number: str, report: Report) -> "OpenCase":
    """See `open_case`."""
    from reception.desk.case_page import open_case

    report.check()
    return open_case(desk, number)


def read_draft(desk: "Desk", draft: str, form: str, report: Report) -> "Draft | None":
    """A step's form that was begun."""
    from reception.desk.drafts import drafts

    return next((found for found in drafts(desk, form) if found.id == draft), None)


def read_file(desk: "Desk", sha256: str, report: Report) -> bytes:
    """An attachment's content."""
    from reception.desk import case_page

    report.check()
    return case_page.read_file(desk, sha256)


def thumbnail(desk: "Desk", sha256: str, media_type: str, side: int, report: Report) -> QImage:
    """A small picture of an attachment; a null one for what cannot be drawn."""
    content = read_file(desk, sha256, report)
    if media_type == PDF:
        from reception.paper.pages import draw_page
        from ui.case.pictures import image_of

        return image_of(draw_page(content, 0, 40))
    return picture(content, QSize(2 * side, 2 * side)) if media_type.startswith("image/") else QImage()


def picture(content: bytes, most: QSize) -> QImage:
    """A photo turned as it was held, no larger than `most`; a null image for what Qt cannot read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def unmask(number: str, party: str, what: str, desk: "Desk") -> "Unmasked":
    """Show a number in full, and note it."""
    from reception.desk import unmask as unmasking

    return unmasking.unmask(desk, number, Id(party), what)


def resolve(number: str, entity: str, entity_id: str, name: str, value: Any, desk: "Desk") -> "Changed":
    """Let one version stand."""
    from reception.desk.changes import resolve as settle

    return settle(desk, number, entity, Id(entity_id), name, value)


def order_copy(desk: "Desk", number: str, report: Report) -> "Clip":
    """An order as picture and text, masked as its paper."""
    from reception.paper.clip import order_clip

    report.check()
    return order_clip(desk, number)


def note_copied(clip: "Clip", desk: "Desk") -> "Changed":
    """Note that an order was copied."""
    from reception.paper import clip as clipping

    return clipping.note_copied(desk, clip)
