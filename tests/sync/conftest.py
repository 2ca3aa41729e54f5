"""A served district and PCs, for the tests of the exchange."""

from support.served import lite, pc, served

__all__ = ["lite", "pc", "served"]
