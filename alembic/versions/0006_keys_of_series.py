"""Look the series of exercises up by their keys, in whatever spelling they are asked for."""

import sqlalchemy as sa
from alembic import op

from app.names import slugify

revision = "0006"
down_revision = "0005"

BEFORE = sa.table("exercise_before", sa.column("id"), sa.column("series"), sa.column("edition"))


def upgrade() -> None:
    """Give each exercise the key of its series."""
    op.rename_table("exercise", "exercise_before")
    op.drop_index("ix_exercise_series", "exercise_before")
    exercise = op.create_table(
        "exercise",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("series_key", sa.String(), nullable=False),
        sa.Column("edition", sa.String()),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name="fk_exercise_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_exercise"),
    )
    rows = [
        {**row, "series_key": slugify(row["series"])}
        for row in op.get_bind().execute(sa.select(BEFORE)).mappings()
    ]
    op.bulk_insert(exercise, rows)
    op.drop_table("exercise_before")
    op.create_index("ix_exercise_series_key", "exercise", ["series_key"])


def downgrade() -> None:
    """Refuse: the schema before has no place for them."""
    raise NotImplementedError("this would drop the keys of all series")
