"""A case may be left out of the rates (不计入考核); its row says why."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; nothing was left out before."""
    op.add_column("cases", sa.Column("left_out", sa.String, nullable=False, server_default=""))
