"""What Alembic runs: the connection is handed over by `schema.upgrade`."""

from alembic import context

from reception.district.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
