"""The contents of a database, to compare with another's or with its own of later."""

from typing import Any

from sqlalchemy import Engine, select

from app.storage import tables

Dump = dict[str, Any]

ENTITY_COLUMNS = {"article_entity_id", "subject_id", "object_id", "asserted_by_id"}


def full_dump(engine: Engine) -> Dump:
    """Return every row of every table, the numbers that the database gave them included."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in tables.metadata.sorted_tables
        }


def public_dump(engine: Engine) -> Dump:
    """Return what the database says, as sets, apart from numbers that never leave it.

    Of the releases only the latest is there: how many there were is a matter of batches.
    """
    with engine.connect() as connection:
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in tables.metadata.sorted_tables
        }
    entities = {
        row.pop("id"): (row["article_id"], row["local_id"]) for row in rows["article_entity"]
    }
    quotes = {row.pop("number"): row["id"] for row in rows["quote"]}
    for row in rows["article"]:
        del row["number"]
    rows["release"] = [max(rows["release"], key=lambda row: row["number"])]
    del rows["release"][0]["number"]
    for found in rows.values():
        for row in found:
            for column in ENTITY_COLUMNS & row.keys():
                row[column] = row[column] and entities[row[column]]
            if "quote_number" in row:
                row["quote_number"] = quotes[row["quote_number"]]
    return {
        name: sorted(repr(sorted(row.items())) for row in found) for name, found in rows.items()
    }
