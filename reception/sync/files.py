"""Attachments: by SHA-256, in pieces sized to the line, resumable both ways; after entries and never in their way."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from reception.domain.entry import ERASED, Entry, Fact, read_fact
from reception.domain.errors import Conflict, Damaged, InvalidInput, NotFound
from reception.sync.line import Line
from reception.sync.messages import CHUNK, Files, FilesHeld, Part
from reception.sync.pace import Pace

if TYPE_CHECKING:
    from reception.sync.store import Store

AT_ONCE = 100
"""Attachments asked about at once."""


class Attachments(Protocol):
    """The room's attachments (`reception.store.attachments.Attachments`)."""

    def want(self, names: Iterable[str]) -> None:
        """Note that these are to be exchanged."""
        ...

    def wanted(self, most: int) -> list[str]:
        """What is to be exchanged, tried least first."""
        ...

    def unwant(self, names: list[str]) -> None:
        """Both sides have these."""
        ...

    def note_tried(self, names: list[str]) -> None:
        """Neither side has these yet."""
        ...

    def held(self, sha256: str) -> tuple[int, int]:
        """Bytes here, and the size."""
        ...

    def read(self, sha256: str, start: int) -> bytes:
        """A chunk."""
        ...

    def add(self, sha256: str, size: int, start: int, content: bytes) -> int:
        """Take bytes that arrive."""
        ...

    def remove(self, sha256: str) -> None:
        """Erase one."""
        ...


def named(facts: Iterable[Fact]) -> list[str]:
    """The attachments that these facts name."""
    return [str(fact.fields["sha256"]) for fact in facts if fact.entity == "file" and "sha256" in fact.fields]


def heed(store: "Store", entries: Sequence[Entry]) -> None:
    """Before these entries are taken in: what they name is wanted, and what the district had erased goes."""
    want(store, (fact for entry in entries for fact in entry.seen))
    for entry in entries if store.has_attachments else ():
        for fact in entry.seen if entry.act == ERASED and entry.signature is not None else ():
            for name in fact.fields.get("files", ()):
                store.attachments.remove(str(name))


def want(store: "Store", facts: Iterable[Fact]) -> None:
    """Note what these facts name, before their entries count as exchanged: a cut between the two loses nothing."""
    names = named(facts)
    if names:
        store.attachments.want(names)


def facts_about_files(lines: Iterable[bytes | None]) -> Iterator[Fact]:
    """The facts among these lines that may name an attachment; the others are not read."""
    return (read_fact(line) for line in lines if line is not None and b"sha256" in line)


class Courier:
    """Carries attachments between this PC and the district until nothing moves, or something more urgent waits."""

    def __init__(
        self, attachments: Attachments, line: Line, pace: Pace, say: Callable[[str, int, int], None],
        urgent: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._attachments, self._line, self._pace = attachments, line, pace
        self._say, self._urgent = say, urgent
        self.carried = 0
        self.moved = False

    def carry(self) -> bool:
        """Carry what is wanted. False when something more urgent came between; the rest goes on where it was."""
        while names := self._attachments.wanted(AT_ONCE):
            there = self._line.say("/v1/files", Files(tuple(names)), FilesHeld).answer().parts
            before = self.carried
            for name in names:
                if self._urgent():
                    return False
                if not self._carry_one(name, there.get(name)):
                    return False
            if self.carried == before:
                return True
        return True

    def _carry_one(self, name: str, there: Part | None) -> bool:
        """One attachment; False when it was left in the middle."""
        here, size = self._attachments.held(name)
        try:
            if there is not None and size and here == size:
                done = there.held == there.size > 0 or self._send(name, there.held, size)
            elif there is not None and there.held == there.size > 0:
                done = self._fetch(name, here, there.size)
            else:
                self._attachments.note_tried([name])
                return True
        except (Damaged, Conflict, InvalidInput, NotFound):
            self._attachments.note_tried([name])  # of one side's making: others flow on, this one is tried again
            return True
        if done:
            self._attachments.unwant([name])
            self.carried += 1
        return done

    def _send(self, name: str, start: int, size: int) -> bool:
        while start < size:
            if self._urgent():
                return False
            self._say("sending_file", start, size)
            part = self._put(name, start, size, self._piece(name, start))
            self.moved = True
            if part.held <= start:
                raise Damaged("服务器没有收下附件", english="the server did not take the piece")
            start = part.held
        return True

    def _put(self, name: str, start: int, size: int, piece: bytes) -> Part:
        params = {"start": str(start), "size": str(size)}
        asked = self._line.put(f"/v1/attachments/{name}", params, piece, Part)
        return self._pace.answer(asked, lambda _: len(piece))

    def _piece(self, name: str, start: int) -> bytes:
        chunk = start - start % CHUNK
        return self._attachments.read(name, chunk)[start - chunk :][: self._pace.size]

    def _fetch(self, name: str, start: int, size: int) -> bool:
        while start < size:
            if self._urgent():
                return False
            self._say("receiving_file", start, size)
            params = {"start": str(start), "length": str(min(self._pace.size, CHUNK))}
            content = self._pace.answer(self._line.fetch(f"/v1/attachments/{name}", params), len)
            self.moved = True
            start = self._attachments.add(name, size, start, content)
        return True
