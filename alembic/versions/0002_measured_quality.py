"""Let facts be without a confidence, and keep what was measured of the pipelines."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FACTS = ("mention", "quote", "claim")


def upgrade() -> None:
    """Take the constraint away, and add the table."""
    if op.get_bind().dialect.name == "sqlite":
        allow_null_in_sqlite()
    else:
        for table in FACTS:
            op.alter_column(table, "confidence", nullable=True)
    op.create_table(
        "quality",
        sa.Column("pipeline", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pipeline", name="pk_quality"),
    )


def downgrade() -> None:
    """Refuse: the schema before has no place for a fact without a confidence."""
    raise NotImplementedError("this would drop every fact whose rule was not measured")


def allow_null_in_sqlite() -> None:
    """Do as SQLite's manual has it for constraints that leave the rows as they are.

    A table made anew would take its triggers and, by cascade, the rows that point at it with it.
    """
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute("PRAGMA writable_schema=1")
    for table in FACTS:
        op.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'confidence FLOAT NOT NULL', "
            f"'confidence FLOAT') WHERE type = 'table' AND name = '{table}'"
        )
    op.execute(f"PRAGMA schema_version={version + 1}")
    op.execute("PRAGMA writable_schema=0")
