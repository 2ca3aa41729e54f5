"""An entry's facts stand under its number, what belongs to a case under the case: neither needs an index of its own.

Indexes that nothing reads, or that held only NULLs, are gone too. A save wrote 49 pages, eleven of them for these.
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
_OF_A_CASE = {
    "work_order": "id BLOB, number VARCHAR, unit VARCHAR, lead INTEGER, status VARCHAR, round INTEGER,"
    " dispatched_at VARCHAR, delivered_at VARCHAR, prints INTEGER",
    "party": "resident BLOB, role VARCHAR, name VARCHAR, phone VARCHAR, call_back INTEGER",
    "contact": "round INTEGER, at VARCHAR, reached VARCHAR, solved VARCHAR, satisfied VARCHAR, why VARCHAR",
    "deadline": "round INTEGER, clock VARCHAR, start VARCHAR, until VARCHAR, rule VARCHAR, stopped_at VARCHAR",
    "reference": "issuer VARCHAR, number VARCHAR",
}
_MAY_BE_NULL = ("resident",)
_INDEXES = (
    "fact_aggregate ON fact (aggregate)",
    "ix_work_order_number ON work_order (number)",
    "order_to_sign ON work_order (case_id) WHERE status = 'to_sign'",
    "ix_party_resident ON party (resident)",
    "ix_party_phone ON party (phone)",
    "ix_contact_at ON contact (at)",
    "reference_number ON reference (number, issuer)",
    "cases_incident ON cases (incident) WHERE incident IS NOT NULL",
    "resident_same_as ON resident (same_as) WHERE same_as IS NOT NULL",
)


def upgrade() -> None:
    """Copy what moves, in order; make the indexes that stay."""
    op.execute(_FACT)
    op.execute(
        "INSERT INTO fact_anew SELECT entry_n * 512 + position, entry_n, position, kind, aggregate, line FROM fact"
        " ORDER BY entry_n, position"
    )
    _take_the_place("fact")
    for table, columns in _OF_A_CASE.items():
        _stand_under_cases(table, [column.strip().split() for column in columns.split(",")])
    for name in ("ix_cases_incident", "ix_resident_same_as"):
        op.execute(f"DROP INDEX IF EXISTS {name}")
    for index in _INDEXES:
        op.execute(f"CREATE INDEX IF NOT EXISTS {index}")


def _stand_under_cases(table: str, columns: list[list[str]]) -> None:
    typed = ", ".join(f"{name} {kind}{'' if name in _MAY_BE_NULL else ' NOT NULL'}" for name, kind in columns)
    names = ", ".join(name for name, _ in columns)
    op.execute(
        f"CREATE TABLE {table}_anew (case_id BLOB NOT NULL, place INTEGER NOT NULL, {typed},"
        " PRIMARY KEY (case_id, place)) WITHOUT ROWID"
    )
    in_place = "row_number() OVER (PARTITION BY case_id ORDER BY n) - 1"
    op.execute(f"INSERT INTO {table}_anew SELECT case_id, {in_place}, {names} FROM {table} ORDER BY case_id")  # noqa: S608
    _take_the_place(table)


def _take_the_place(table: str) -> None:
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
