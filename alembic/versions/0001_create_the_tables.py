"""Create the tables and the full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

FULL_TEXT = {"article": ("title", "text"), "quote": ("text",)}


def upgrade() -> None:
    """Create everything."""
    create_tables()
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in FULL_TEXT.items():
            create_full_text(table, columns)


def downgrade() -> None:
    """Refuse: there is nothing before this schema."""
    raise NotImplementedError("this would drop every article; delete the file instead")


def create_full_text(table: str, columns: tuple[str, ...]) -> None:
    """Create the index `{table}_text`, and the triggers that keep it in step with `table`."""
    index, names = f"{table}_text", ", ".join(columns)
    old, new = (", ".join(f"{row}.{c}" for c in columns) for row in ("old", "new"))
    add = f"INSERT INTO {index} (rowid, {names}) VALUES (new.number, {new});"
    take = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.number, {old});"
    op.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', "
        "content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {add} END")
    op.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE ON {table} BEGIN {take} {add} END")


def create_tables() -> None:
    """Create the tables and their indexes."""
    op.create_table(
        "article",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("language", sa.String()),
        sa.Column("fictional", sa.Boolean(name="fictional"), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_article"),
        sa.UniqueConstraint("id", name="uq_article_id"),
        sa.UniqueConstraint("url", name="uq_article_url"),
    )
    op.create_index("ix_article_published_id", "article", ["published", "id"])
    op.create_index("ix_article_text_digest", "article", ["text_digest"])
    op.create_table(
        "entity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.Column("mention_count", sa.Integer(), nullable=False),
        sa.Column("quote_count", sa.Integer(), nullable=False),
        sa.Column("first_published", sa.Date()),
        sa.Column("last_published", sa.Date()),
        sa.CheckConstraint(
            "type IN ('country', 'person', 'organization', 'exercise')", name=op.f("ck_entity_type")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
    )
    op.create_index("ix_entity_type_last_published", "entity", ["type", "last_published", "id"])
    op.create_index("ix_entity_type_mention_count", "entity", ["type", "mention_count", "id"])
    op.create_index("ix_entity_type_name", "entity", ["type", "name", "id"])
    op.create_table(
        "release",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("pipeline", sa.String(length=64), nullable=False),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.Column("quote_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_release"),
    )
    op.create_table(
        "article_entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("local_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("acronym", sa.String()),
        sa.Column("kind", sa.String()),
        sa.Column("country", sa.String()),
        sa.Column("series", sa.Text()),
        sa.Column("edition", sa.String()),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("surname_key", sa.String()),
        sa.Column("ties", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.String()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "type IN ('country', 'person', 'organization', 'exercise')",
            name=op.f("ck_article_entity_type"),
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_entity_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name="fk_article_entity_entity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_article_entity"),
        sa.UniqueConstraint("article_id", "local_id", name="uq_article_entity_article_id_local_id"),
    )
    op.create_index("ix_article_entity_entity_id", "article_entity", ["entity_id"])
    op.create_index("ix_article_entity_type_key", "article_entity", ["type", "key"])
    op.create_index("ix_article_entity_type_surname_key", "article_entity", ["type", "surname_key"])
    op.create_table(
        "country",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("alpha_2", sa.String(length=2)),
        sa.Column("alpha_3", sa.String(length=3)),
        sa.Column("numeric", sa.String(length=3)),
        sa.Column("official_name", sa.Text()),
        sa.Column("region", sa.String()),
        sa.Column("former", sa.Boolean(name="former"), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name="fk_country_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_country"),
    )
    op.create_index("ix_country_alpha_2", "country", ["alpha_2"])
    op.create_index("ix_country_alpha_3", "country", ["alpha_3"])
    op.create_table(
        "entity_alias",
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name="fk_entity_alias_entity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entity_id", "name", name="pk_entity_alias"),
    )
    op.create_index("ix_entity_alias_key", "entity_alias", ["key"])
    op.create_table(
        "exercise",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("edition", sa.String()),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name="fk_exercise_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_exercise"),
    )
    op.create_index("ix_exercise_series", "exercise", ["series"])
    op.create_table(
        "link_candidate",
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name="fk_link_candidate_entity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reason", "key", "entity_id", name="pk_link_candidate"),
    )
    op.create_index("ix_link_candidate_entity_id", "link_candidate", ["entity_id"])
    op.create_table(
        "organization",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("acronym", sa.String()),
        sa.Column("kind", sa.String()),
        sa.Column("country_code", sa.String()),
        sa.ForeignKeyConstraint(
            ["id"], ["entity.id"], name="fk_organization_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organization"),
    )
    op.create_index("ix_organization_country_code", "organization", ["country_code"])
    op.create_index("ix_organization_kind", "organization", ["kind"])
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("surname_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name="fk_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_surname_key", "person", ["surname_key"])
    op.create_table(
        "quote",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("cue_start", sa.Integer()),
        sa.Column("cue_end", sa.Integer()),
        sa.Column("cue_text", sa.Text()),
        sa.Column("addressee", sa.Text()),
        sa.Column("published", sa.Date()),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('direct', 'mixed', 'indirect', 'scare')", name=op.f("ck_quote_kind")
        ),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_quote_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_quote_confidence")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_quote_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_quote"),
        sa.UniqueConstraint("id", name="uq_quote_id"),
    )
    op.create_index("ix_quote_article_id_start", "quote", ["article_id", "start"])
    op.create_index(
        "ix_quote_kind_published_place",
        "quote",
        ["kind", "published", "article_id", "start", "end"],
    )
    op.create_index(
        "ix_quote_published_place", "quote", ["published", "article_id", "start", "end"]
    )
    op.create_table(
        "article_entity_alias",
        sa.Column("article_entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_entity_id"],
            ["article_entity.id"],
            name="fk_article_entity_alias_article_entity_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_entity_id", "name", name="pk_article_entity_alias"),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("predicate", sa.String(), nullable=False),
        sa.Column("object_id", sa.Integer()),
        sa.Column("words", sa.Text()),
        sa.Column("number", sa.Float()),
        sa.Column("unit", sa.String()),
        sa.Column("qualifier", sa.String()),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("grain", sa.String()),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("asserted_by_id", sa.Integer()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("derived", sa.Boolean(name="derived"), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "modality IN ('stated', 'planned', 'cancelled', 'past')", name=op.f("ck_claim_modality")
        ),
        sa.CheckConstraint(
            "predicate IN ('role', 'affiliation', 'country', 'host', 'organizer', 'participant', 'observer', 'place', 'personnel', 'aircraft', 'ships', 'vehicles', 'participant_count', 'start', 'end', 'duration', 'planned_since')",
            name=op.f("ck_claim_predicate"),
        ),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_claim_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_claim_confidence")),
        sa.CheckConstraint("words IS NULL OR number IS NULL", name=op.f("ck_claim_one_value")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_claim_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asserted_by_id"],
            ["article_entity.id"],
            name="fk_claim_asserted_by_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["object_id"], ["article_entity.id"], name="fk_claim_object_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["article_entity.id"], name="fk_claim_subject_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sa.UniqueConstraint("article_id", "ordinal", name="uq_claim_article_id_ordinal"),
    )
    op.create_index("ix_claim_asserted_by_id", "claim", ["asserted_by_id"])
    op.create_index("ix_claim_object_id", "claim", ["object_id"])
    op.create_index("ix_claim_predicate_number", "claim", ["predicate", "number"])
    op.create_index("ix_claim_predicate_words", "claim", ["predicate", "words"])
    op.create_index("ix_claim_subject_id", "claim", ["subject_id"])
    op.create_table(
        "mention",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("article_entity_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.CheckConstraint(
            "form IN ('name', 'surname', 'acronym', 'abbreviation', 'alias', 'demonym', 'former', 'metonym', 'nominal', 'pronoun')",
            name=op.f("ck_mention_form"),
        ),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_mention_span")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_mention_confidence")),
        sa.ForeignKeyConstraint(
            ["article_entity_id"],
            ["article_entity.id"],
            name="fk_mention_article_entity_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_mention_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
    )
    op.create_index("ix_mention_article_entity_id", "mention", ["article_entity_id"])
    op.create_index("ix_mention_article_id_start", "mention", ["article_id", "start"])
    op.create_table(
        "quote_speaker",
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
            name="fk_quote_speaker_article_entity_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["quote_number"],
            ["quote.number"],
            name="fk_quote_speaker_quote_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("quote_number", "position", name="pk_quote_speaker"),
    )
    op.create_index("ix_quote_speaker_article_entity_id", "quote_speaker", ["article_entity_id"])
    op.create_table(
        "claim_evidence",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_claim_evidence_span")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name="fk_claim_evidence_claim_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name="pk_claim_evidence"),
    )
    # ### end Alembic commands ###
