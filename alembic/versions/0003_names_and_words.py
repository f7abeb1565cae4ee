"""Index names for type-ahead and for misspelt ones, and words as they stand beside their stems."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FORMS = (
    "name", "surname", "acronym", "abbreviation", "alias", "demonym", "former", "metonym",
    "nominal", "pronoun",
)  # fmt: skip
# The index, the table whose rows it numbers as they are numbered, columns, and how words are made.
INDEXES = {
    "article_words": ("article", ("title", "text"), "unicode61 remove_diacritics 2", ""),
    "quote_words": ("quote", ("text",), "unicode61 remove_diacritics 2", ""),
    "name_words": (
        "entity_alias",
        ("name", "key"),
        "unicode61 remove_diacritics 2",
        ", prefix='1 2 3'",
    ),
    "name_trigrams": ("entity_alias", ("key",), "trigram", ""),
}


def upgrade() -> None:
    """Give names numbers and forms, and create the indexes."""
    add_form()
    number_names()
    op.create_index("ix_organization_acronym", "organization", ["acronym"])
    if op.get_bind().dialect.name == "sqlite":
        for index, (table, columns, tokenizer, more) in INDEXES.items():
            create_index(index, table, columns, tokenizer, more)


def downgrade() -> None:
    """Refuse: the schema before does not know in which form a name is used."""
    raise NotImplementedError("this would drop the forms of all names")


def add_form() -> None:
    """Make room for the form in which an article uses a name, which those stored do not tell."""
    op.rename_table("article_entity_alias", "article_entity_alias_before")
    op.create_table(
        "article_entity_alias",
        sa.Column("article_entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.String()),
        form_check("article_entity_alias"),
        sa.ForeignKeyConstraint(
            ["article_entity_id"],
            ["article_entity.id"],
            name="fk_article_entity_alias_article_entity_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_entity_id", "name", name="pk_article_entity_alias"),
    )
    op.execute(
        "INSERT INTO article_entity_alias (article_entity_id, name) "
        "SELECT article_entity_id, name FROM article_entity_alias_before"
    )
    op.drop_table("article_entity_alias_before")


def number_names() -> None:
    """Number names so that those of the entities mentioned most come first."""
    op.rename_table("entity_alias", "entity_alias_before")
    op.drop_index("ix_entity_alias_key", "entity_alias_before")
    op.create_table(
        "entity_alias",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("form", sa.String()),
        form_check("entity_alias"),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name="fk_entity_alias_entity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_entity_alias"),
        sa.UniqueConstraint("entity_id", "name", name="uq_entity_alias_entity_id_name"),
    )
    op.create_index("ix_entity_alias_key", "entity_alias", ["key"])
    op.execute(
        "INSERT INTO entity_alias (number, entity_id, name, key) "
        "SELECT (max(1048575 - mention_count, 0) << 43) + row_number() OVER (ORDER BY a.name, e.id), "
        "e.id, a.name, a.key FROM entity_alias_before a JOIN entity e ON e.id = a.entity_id"
    )
    op.drop_table("entity_alias_before")


def form_check(table: str) -> sa.CheckConstraint:
    """Return the constraint on a column that has a form."""
    listed = ", ".join(map(repr, FORMS))
    return sa.CheckConstraint(f"form IN ({listed})", name=op.f(f"ck_{table}_form"))


def create_index(
    index: str, table: str, columns: tuple[str, ...], tokenizer: str, more: str
) -> None:
    """Create a full-text index of `table`, fill it, and have triggers keep it in step."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{c}" for c in columns) for row in ("old", "new"))
    add = f"INSERT INTO {index} (rowid, {names}) VALUES (new.number, {new});"
    take = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.number, {old});"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', "
        f"content_rowid='number', tokenize='{tokenizer}'{more})"
    )
    op.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE ON {table} BEGIN {take} {add} END")
