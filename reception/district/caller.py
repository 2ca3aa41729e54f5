"""Who speaks with the server."""

from typing import NamedTuple

from reception.domain.clock import Id
from reception.domain.errors import NotAllowed


class Caller(NamedTuple):
    """The enrolled device that speaks, as its token says; nothing here comes from a message."""

    device: Id
    room: str
    token_at: str = ""


def not_known() -> NotAllowed:
    """Nobody whom the server knows, or somebody who was shown the door."""
    return NotAllowed(
        "区级服务器不认识本机，请用新的入网码重新加入；本机记录不受影响",
        english="the district's server does not know this PC: enrol it with a new code; what is here stays",
        field="token",
    )
