"""What the tests of whole flows share."""

from support.look import dressed, theme, work

__all__ = ["dressed", "theme", "work"]
