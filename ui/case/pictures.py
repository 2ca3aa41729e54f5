"""Pictures that workers made, as the screen draws them."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from ui.work import Report

if TYPE_CHECKING:
    from reception.paper.pages import Picture


def page(pdf: bytes, number: int, dots: float, report: Report) -> "Picture":
    """The task that draws a page (from 0) at a resolution."""
    from reception.paper.pages import draw_page

    report.check()
    return draw_page(pdf, number, dots)


def image_of(picture: "Picture") -> QImage:
    """A page's picture. It holds a copy of the pixels, so that nothing else must live as long."""
    shared = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return shared.copy()
