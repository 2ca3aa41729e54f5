"""What a verification found, check by check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, whether all is well, how many things it looked at, and what differs."""

    name: str
    ok: bool
    count: int
    detail: str = ""


def found(name: str, count: int, wrong: list[str], most: int = 5) -> Check:
    """A check of `count` things of which these are wrong."""
    more = f" … ({len(wrong)})" if len(wrong) > most else ""
    return Check(name, not wrong, count, "、".join(wrong[:most]) + more)
