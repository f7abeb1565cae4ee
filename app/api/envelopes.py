"""What answers have around their items: pages, facets, the release, problems."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field

from app.api.schemas import Count


class Meta(BaseModel):
    """What the answer was made from."""

    release: str | None
    release_changed: Annotated[
        bool | None, Field(description="true if the cursor is of an earlier release")
    ] = None


class PageLinks(BaseModel):
    """Where to go on, and how much there is."""

    next: str | None
    prev: str | None
    limit: Annotated[int, Field(ge=1, le=200)]
    total: Annotated[Count | None, Field(description="of all pages; not with `count=none`")] = None


class FacetValue(BaseModel):
    """One value, as its filter takes it, and how many items of the list have it."""

    value: str
    name: Annotated[str | None, Field(description="of the entity whose id the value is")] = None
    count: Count


class FacetCounts(BaseModel):
    """The most frequent values."""

    values: list[FacetValue]
    more: Annotated[bool, Field(description="whether there are others")]
    without: Annotated[Count, Field(description="how many items have none")]


T = TypeVar("T", bound=BaseModel)


class ItemList(BaseModel, Generic[T]):
    """A page of a list."""

    data: list[T]
    page: PageLinks
    facets: Annotated[dict[str, FacetCounts] | None, Field(description="those asked for")] = None
    meta: Meta

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Return the name that clients made from the schema give to it: `QuoteList`."""
        return f"{params[0].__name__}List"


class Item(BaseModel, Generic[T]):
    """One item."""

    data: T
    meta: Meta

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Return the name that clients made from the schema give to it: `QuoteItem`."""
        return f"{params[0].__name__}Item"


def page_of(schema: type[BaseModel]) -> Any:
    """Return the schema of a page of such items."""
    return ItemList.__class_getitem__(schema)


def one_of(schema: type[BaseModel]) -> Any:
    """Return the schema of one such item."""
    return Item.__class_getitem__(schema)


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str | None = None
    parameter: str | None = None
    allowed: list[str] | None = None
    did_you_mean: str | None = None
    candidates: list[dict[str, str]] | None = None
    request_id: str | None = None
