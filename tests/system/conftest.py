"""What the tests of whole flows share."""

from support.look import dressed, theme, work
from support.served import lite, pc

__all__ = ["dressed", "lite", "pc", "theme", "work"]
