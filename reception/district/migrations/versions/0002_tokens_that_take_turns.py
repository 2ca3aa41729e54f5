"""Tokens that take turns, and the clocks of devices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("device", sa.Column("clock_offset", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("token", sa.Column("used", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("token", sa.Column("until", sa.Text(), nullable=False, server_default=""))
