"""Check: both sides compare what they hold by device and range, and a difference is repaired entry by entry.

There is no choosing a side: what is missing here is fetched, what is missing there waits again (design: sync,
Exchange 5). Ranges whose sums differ are halved until they are few enough to be named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reception.domain.changed import Changed
from reception.domain.clock import Id
from reception.domain.entry import Entry
from reception.store import exchange
from reception.sync.files import heed
from reception.sync.line import Line
from reception.sync.messages import Check, Checked, Mention, Page, Parcel, Want, sum_of
from reception.sync.store import CLERK, Store

AT_ONCE = 200
"""Entries fetched at once."""


@dataclass
class Found:
    """What a check repaired: entries fetched, entries that wait to be sent again, and what changed here."""

    fetched: int = 0
    to_send: int = 0
    changed: Changed = field(default_factory=Changed)


class Checking:
    """One check, over an open line. `open_parcel` reads and verifies an entry; `say` is called between requests."""

    def __init__(
        self, store: Store, line: Line, open_parcel: Callable[[Parcel], Entry], say: Callable[[], None]
    ) -> None:
        self._store, self._line, self._open, self._say = store, line, open_parcel, say
        self._found = Found()

    def compare(self) -> Found:
        """Compare every device's entries. Raises as `Line.converse`."""
        there = self._line.say("/v1/check", Check(), Checked).answer()
        last = {device: int(seq) for device, seq in (text.split(" ") for text in there.devices)}
        with self._store.read() as conn:
            here = exchange.last_seqs(conn)
        for device in sorted({*last, *here}):
            self._compare(Id(device), 1, max(last.get(device, 0), here.get(Id(device), 0)))
        return self._found

    def _compare(self, device: Id, first: int, last: int) -> None:
        self._say()
        with self._store.read() as conn:
            here = exchange.hashes(conn, device, first, last)
        asked = Check(device, first, last, len(here), sum_of(here))
        answer, items = self._line.converse("/v1/check", asked, Checked).answer()
        if answer.same:
            return
        if answer.listed:
            self._repair(here, [item for item in items if isinstance(item, Mention)])
            return
        middle = (first + last) // 2
        self._compare(device, first, middle)
        self._compare(device, middle + 1, last)

    def _repair(self, here: dict[str, Id], there: Sequence[Mention]) -> None:
        missing = [mention.id for mention in there if mention.hash not in here]
        for ids in _pieces(missing):
            self._fetch(ids)
        lacking = {mention.hash for mention in there}
        with self._store.write(CLERK) as writing:
            unheld = [entry_id for text, entry_id in here.items() if text not in lacking]
            self._found.to_send += exchange.wait_again(writing.conn, unheld)

    def _fetch(self, ids: Sequence[Id]) -> None:
        _, items = self._line.converse("/v1/entries", Want(tuple(ids)), Page, self._open).answer()
        entries = [item for item in items if isinstance(item, Entry)]
        heed(self._store, entries)
        with self._store.write(CLERK) as writing:
            self._found.changed |= self._store.record(writing.conn, entries, held=True)
        self._found.fetched += len(entries)


def _pieces(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
