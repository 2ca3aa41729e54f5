"""What the district set aside is found without reading every entry: the line to it asks after each act."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index."""
    op.execute("CREATE INDEX IF NOT EXISTS entry_set_aside ON entry (n) WHERE act = 'set_aside'")
