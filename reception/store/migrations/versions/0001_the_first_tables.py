"""The first tables: made from the tables' own definitions (`schema.create`), so there is nothing to do here.

From the first release on, a change of a table comes with a migration of its own.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: a new database is made whole."""
