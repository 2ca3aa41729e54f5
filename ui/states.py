"""A case's state as a word and a tone, the same on every page."""

from reception.domain.lifecycle import STATUS_NAMES, Status
from ui.theme.tokens import ToneName
from ui.words import said

STATUS_TONES: dict[Status, ToneName] = {
    Status.REGISTERED: ToneName.WARN,
    Status.DISPATCHED: ToneName.WARN,
    Status.ACCEPTED: ToneName.INFO,
    Status.HANDLED: ToneName.INFO,
    Status.CONFIRMED: ToneName.OK,
    Status.CLOSED: ToneName.NEUTRAL,
    Status.HUNG_UP: ToneName.NEUTRAL,
    Status.TRANSFERRED: ToneName.NEUTRAL,
    Status.WITHDRAWN: ToneName.NEUTRAL,
    Status.NOT_OURS: ToneName.NEUTRAL,
}


def status_words(status: str) -> str:
    """待派单, 办理中 …; a state of a newer program goes by its key."""
    return said(STATUS_NAMES[Status(status)]) if status in STATUS_NAMES else status


def status_tone(status: str) -> ToneName:
    """How the state is coloured."""
    return STATUS_TONES[Status(status)] if status in STATUS_NAMES else ToneName.NEUTRAL
