"""Who speaks with the server."""

from typing import NamedTuple

from reception.domain.clock import Id


class Caller(NamedTuple):
    """The enrolled device that speaks, as its token says; nothing here comes from a message."""

    device: Id
    room: str
    token_at: str = ""
