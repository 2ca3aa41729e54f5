"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "aside",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("district", "hash"),
    )
    op.create_index("aside_id", "aside", ["district", "id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("district", "sha256"),
    )
    op.create_table(
        "batch",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("push", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district", "n"),
    )
    op.create_index("batch_push", "batch", ["district", "push"], unique=True)
    op.create_table(
        "chunk",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("district", "sha256", "start"),
    )
    op.create_table(
        "code",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("used_by", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("district", "hash"),
    )
    op.create_table(
        "counter",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("district"),
    )
    op.create_table(
        "device",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("enrolled_at", sa.Text(), nullable=False),
        sa.Column("branches", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=True),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("last_contact", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("said_head", sa.BigInteger(), nullable=False),
        sa.Column("said_waiting", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("district", "device"),
    )
    op.create_table(
        "district",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district"),
    )
    op.create_table(
        "entry",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("branch", sa.Integer(), nullable=False),
        sa.Column("push", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("district", "id"),
    )
    op.create_index("entry_device", "entry", ["district", "device", "seq"], unique=False)
    op.create_index("entry_push", "entry", ["district", "push", "position"], unique=False)
    op.create_table(
        "filed",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("district", "sha256", "case_id"),
    )
    op.create_table(
        "handover",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ask", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.LargeBinary(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("district", "ask"),
    )
    op.create_table(
        "holding",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("turn", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("district", "case_id", "turn"),
    )
    op.create_index("holding_since", "holding", ["district", "room", "since"], unique=False)
    op.create_table(
        "letter",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("room", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("letter", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("branch", sa.Integer(), nullable=True),
        sa.Column("base", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "room", "letter"),
    )
    op.create_index("letter_device", "letter", ["district", "device"], unique=False)
    op.create_table(
        "master",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("district", "kind", "code"),
    )
    op.create_table(
        "reach",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audience", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("district", "audience", "n"),
    )
    op.create_table(
        "token",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district", "hash"),
    )
    op.create_index("token_device", "token", ["district", "device"], unique=False)
    op.create_table(
        "touch",
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("district", "case_id", "id"),
    )
