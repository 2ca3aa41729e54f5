"""The verbs of the district and of the line to it."""

from reception.cli.main import Verb

VERBS: dict[str, Verb] = {}
