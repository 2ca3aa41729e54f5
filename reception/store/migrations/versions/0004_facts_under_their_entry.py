"""An entry's facts stand under its number, and indexes that nothing reads or that held only NULLs are gone.

A save wrote 49 pages, eight of them for these.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

_FACT = """
    CREATE TABLE fact_anew (
        n INTEGER NOT NULL PRIMARY KEY, entry_n INTEGER NOT NULL REFERENCES entry (n),
        position INTEGER NOT NULL, kind VARCHAR NOT NULL, aggregate BLOB NOT NULL, line BLOB NOT NULL
    )
"""


def upgrade() -> None:
    """Copy the facts in order of their new numbers; make the indexes that stay."""
    op.execute(_FACT)
    op.execute(
        "INSERT INTO fact_anew SELECT entry_n * 512 + position, entry_n, position, kind, aggregate, line FROM fact"
        " ORDER BY entry_n, position"
    )
    op.execute("DROP TABLE fact")
    op.execute("ALTER TABLE fact_anew RENAME TO fact")
    op.execute("CREATE INDEX fact_aggregate ON fact (aggregate)")
    for name in ("deadline_running", "ix_cases_incident", "ix_resident_same_as"):
        op.execute(f"DROP INDEX IF EXISTS {name}")
    op.execute("CREATE INDEX IF NOT EXISTS cases_incident ON cases (incident) WHERE incident IS NOT NULL")
    op.execute("CREATE INDEX IF NOT EXISTS resident_same_as ON resident (same_as) WHERE same_as IS NOT NULL")
