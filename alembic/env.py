"""Run migrations on the connection that is handed in, or else on the settings' database."""

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.schema import SchemaItem

from app.settings import Settings
from app.storage.database import open_database
from app.storage.full_text import INDEXES
from app.storage.tables import metadata


def is_ours(
    _item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None
) -> bool:
    """Leave out the full-text index and its shadow tables, which no Table describes."""
    return kind != "table" or not (name or "").startswith(INDEXES)


def migrate(connection: Connection) -> None:
    """Run the migrations asked for, in the transaction that `connection` is in."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=is_ours,
        render_as_batch=True,
        # Alembic takes SQLite for unable to undo DDL; with an explicit BEGIN it is able.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = open_database(Settings().database, read_only=False)
    with engine.begin() as own:
        migrate(own)
