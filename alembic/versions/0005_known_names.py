"""Make room for names that are known though no article uses them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table; it is filled by a rebuild."""
    op.create_table(
        "known_name",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "entity_id", name="pk_known_name"),
    )


def downgrade() -> None:
    """Refuse: the schema before has no place for them."""
    raise NotImplementedError("this would drop the names that are known")
