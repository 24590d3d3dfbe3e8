"""What Alembic runs for each upgrade: on the connection it was given, inside that connection's transaction."""

from alembic import context

from assistant.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Table.metadata, render_as_batch=True
)
context.run_migrations()
