"""What a record touched, told to the open pages."""

from dataclasses import dataclass

from reception.domain.clock import Id

Key = tuple[str, Id]
"""An aggregate: its kind and id."""


@dataclass(frozen=True)
class Changed:
    """What a record touched: (kind, id) of each aggregate."""

    keys: frozenset[Key] = frozenset()

    def __or__(self, other: "Changed") -> "Changed":
        return Changed(self.keys | other.keys)

    def of(self, kind: str) -> frozenset[Id]:
        """The ids of one kind."""
        return frozenset(item for name, item in self.keys if name == kind)
