"""What Alembic runs: the connection is handed over by `schema.ensure`."""

from alembic import context

from reception.store.tables import Rows

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Rows.metadata, transactional_ddl=True,
    render_as_batch=True,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
