"""Entries are packed by LZ4, where PostgreSQL was built with it: half the time of its own way, and hardly larger."""

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    conn = op.get_bind()
    if conn.dialect.name == "postgresql" and conn.execute(text(_HAS_LZ4)).first() is not None:
        for column in ("header", "body"):
            op.execute(f"ALTER TABLE entry ALTER COLUMN {column} SET COMPRESSION lz4")


_HAS_LZ4 = "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)"
