"""A served district and PCs, for the tests of the district."""

from support.served import lite, pc, served

__all__ = ["lite", "pc", "served"]
