"""Make room for those who may have said what articles quote."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table; the quotes that are stored have no candidates until a rebuild."""
    op.create_table(
        "quote_candidate",
        sa.Column("quote_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article_entity_id", sa.Integer()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        sa.Column("text", sa.Text()),
        sa.ForeignKeyConstraint(
            ["article_entity_id"],
            ["article_entity.id"],
            name="fk_quote_candidate_article_entity_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["quote_number"],
            ["quote.number"],
            name="fk_quote_candidate_quote_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("quote_number", "position", name="pk_quote_candidate"),
    )
    op.create_index(
        "ix_quote_candidate_article_entity_id", "quote_candidate", ["article_entity_id"]
    )


def downgrade() -> None:
    """Refuse: the schema before has no place for them."""
    raise NotImplementedError("this would drop all candidates for speakers")
