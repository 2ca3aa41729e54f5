"""Which entry a device said is its newest: on a branch the number alone says too little."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column("device", sa.Column("said_mark", sa.Text, nullable=False, server_default=""))
