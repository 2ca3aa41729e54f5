"""Reports that were handed up have a table of their own.

A program that did not know them yet, but got one from another PC, kept it among the master data.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NAMES = ("number", "kind", "since", "until", "as_of")


def upgrade() -> None:
    """Make the table, and move what came early."""
    conn = op.get_bind()
    op.create_table(
        "report",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("undone", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in _NAMES),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("ix_report_number", "report", ["number"])
    early = conn.exec_driver_sql("SELECT id, undone, detail FROM master WHERE kind = 'report'").all()
    for key, undone, detail in early:
        fields = json.loads(detail)
        values = (key, undone, *(str(fields.get(name) or "") for name in _NAMES), detail)
        conn.exec_driver_sql(
            "INSERT INTO report (id, undone, number, kind, since, until, as_of, detail)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
    conn.exec_driver_sql("DELETE FROM master WHERE kind = 'report'")
