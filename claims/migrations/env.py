"""Runs the revisions on the connection that `upgrade` opened."""

from alembic import context

from claims.migrations import VERSION_TABLE
from claims.tables import ClaimsTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ClaimsTable.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
