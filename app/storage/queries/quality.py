"""What was measured of the pipeline that found the facts."""

import json

from sqlalchemy import Connection, select

from app.storage.queries.collection import Item
from app.storage.tables import quality, release

_UNKNOWN: Item = {"measured": False, "date": None, "command": None, "sets": None}
_NOTHING: Item = {**_UNKNOWN, "rules": {**_UNKNOWN, "table": []}}
_CURRENT = (
    select(release.c.pipeline, quality.c.body)
    .outerjoin(quality, quality.c.pipeline == release.c.pipeline)
    .order_by(release.c.number.desc())
    .limit(1)
)


def read_quality(connection: Connection) -> Item:
    """Return how good the current release's facts are, with nulls for what nobody measured."""
    row = connection.execute(_CURRENT).first()
    measured = json.loads(row.body) if row and row.body else _NOTHING
    return {"pipeline": row.pipeline if row else None, **measured}
