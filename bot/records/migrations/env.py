"""Alembic's entrance: runs revisions over the connection that it is given."""

from alembic import context

from bot.records.migrations import VERSION_TABLE
from bot.records.tables import BotTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=BotTable.metadata,
    render_as_batch=True,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
