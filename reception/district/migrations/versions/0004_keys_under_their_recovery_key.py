"""A device's data key, wrapped under its recovery key, lies here too: a PC's loss must not be its data's."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("device", sa.Column("wrapped_key", sa.Text, nullable=False, server_default=""))
