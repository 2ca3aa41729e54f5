"""What the tests of the screen share."""

from support.look import dressed, theme, work

__all__ = ["dressed", "theme", "work"]
