"""What the papers of a work order say, and which copy may show whom (design: domain, "What the paper carries")."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from reception.domain.identity import masked_name, masked_phone, written_phone
from reception.paper.frame import Marks
from reception.paper.photos import Photo


class Copy(Enum):
    """For whom a sheet is: 存根, 承办, 回执."""

    ROOM = "room"
    UNIT = "unit"
    RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who spoke, in clear: the sheet masks. `role` as printed (共同反映人, 代反映·女儿); `hours` when to call."""

    name: str = ""
    phone: str = ""
    role: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Acting:
    """A unit that must act, with whom to call there."""

    unit: str
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: its code (sign_for, first_contact, on_site, solved, follow_up) or its name, and the moment it ends."""

    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderSheet:
    """What an order's papers say. Codes of urgency, voice and place_kind as in the journal; all else as printed.

    `number` is the order's own. `leads` is False on an assisting unit's order. `reporters` are in clear; who may read
    them is decided here, copy by copy. Empty texts and unknown times print "—".
    """

    number: str
    room: str
    room_phone: str
    lead: Acting
    marks: Marks
    urgency: str = "normal"
    voice: str = "problem"
    category: str = ""
    summary: str = ""
    words: str = ""
    wants: str = ""
    place_kind: str = ""
    address: str = ""
    at_home_when: str = ""
    confidential: bool = False
    reporters: tuple[Reporter, ...] = ()
    grid: str = ""
    project: str = ""
    received_at: datetime | None = None
    issued_at: datetime | None = None
    due_at: datetime | None = None
    limits: tuple[Limit, ...] = ()
    rule: str = ""
    round: int = 1
    sender_numbers: tuple[str, ...] = ()
    leads: bool = True
    assisting: tuple[Acting, ...] = ()
    instructions: str = ""
    photos: tuple[Photo, ...] = ()
    room_address: str = ""
    room_hours: str = ""
    clerk: str = ""

    @property
    def to(self) -> Acting:
        """The unit it is handed to: the lead, or the one that is asked to assist."""
        return self.lead if self.leads or not self.assisting else self.assisting[0]


def shown(sheet: OrderSheet, copy: Copy, reporter: Reporter) -> tuple[str, str]:
    """Name and phone as this copy may show them (design: domain, "What the paper carries").

    In clear only on the leading unit's copy for a case inside a home; masked elsewhere; not at all when confidential.
    """
    if sheet.confidential:
        return "", ""
    if copy is Copy.UNIT and sheet.leads and sheet.place_kind == "home":
        return reporter.name, written_phone(reporter.phone)
    return masked_name(reporter.name), written_phone(masked_phone(reporter.phone))
