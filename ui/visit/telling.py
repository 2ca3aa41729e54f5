"""What is told to the clerk, and by her to the resident, after an act."""

from datetime import datetime
from typing import TYPE_CHECKING

from reception.domain.forms import TOUCHES
from ui.moments import due_words
from ui.states import status_words
from ui.words import said, translate

if TYPE_CHECKING:
    from reception.desk.touch import Touched


def touched_words(now: datetime, touched: "Touched") -> str:
    """已记催问 NG07-…: where it stands, who holds it, until when."""
    how = translate("Telling", "已记{how}").format(how=said(TOUCHES[touched.how]))
    until = translate("Telling", "时限 {when}").format(when=due_words(touched.until, now)) if touched.until else ""
    return "  ".join(filter(None, (how, touched.number, status_words(touched.status), touched.unit, until)))
