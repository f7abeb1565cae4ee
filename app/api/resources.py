"""A collection as HTTP shows it: what its items are called, look like, have and belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Path
from pydantic import BaseModel

from app.api.examples import Example
from app.storage.queries.collection import Collection, Embed
from app.storage.queries.embeds import EMBEDS


@dataclass(frozen=True)
class Part:
    """A list of what belongs to an item: those that a filter finds by the item's id."""

    shown: str
    """The collection that they are of."""
    filter: str
    order: str | None = None
    """If the list has another order here than by itself."""


@dataclass(frozen=True, eq=False)
class Resource:
    """What the operations on a collection are made from."""

    collection: Collection
    singular: str
    schema: type[BaseModel]
    example: Example
    parts: Sequence[Part] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses that an item links to besides its parts, by relation; `{id}` stands for its id."""

    @property
    def name(self) -> str:
        """The collection's name, which is its address under /v1."""
        return self.collection.name

    @property
    def fields(self) -> tuple[str, ...]:
        """What an item has, in order."""
        return tuple(self.example)

    @property
    def embeds(self) -> Mapping[str, Embed]:
        """What may be put into an item."""
        return EMBEDS.get(self.name, {})

    @property
    def path_id(self) -> Any:
        """The parameter of an item's address."""
        example = self.example["id"].partition("/")[2]
        return Path(alias="id", description="the id's last part", examples=[example])

    def links_of(self, item_id: str) -> dict[str, str]:
        """Return the relative addresses that an item links to."""
        parts = {one.shown: f"/v1/{one.shown}?{one.filter}={item_id}" for one in self.parts}
        others = {rel: link.format(id=item_id) for rel, link in self.links.items()}
        return {"self": f"/v1/{item_id}", **others, **parts}
