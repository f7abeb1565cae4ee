"""A list that grows while it is read; the same with 100,000 quotes is `bench/walk.py`."""

import pytest

from app.storage.queries.quotes import QUOTES
from bench.walk import QUOTES_OF_ARTICLE, walk, write

ARTICLES = 40


@pytest.mark.parametrize("sort", QUOTES.sorts)
def test_each_quote_is_visited_once_while_an_ingest_runs(new_url: str, sort: str) -> None:
    write(new_url, range(ARTICLES))
    seen = walk(new_url, sort, added_from=ARTICLES, limit=25)
    assert len(seen.stored) == ARTICLES * QUOTES_OF_ARTICLE
    assert seen.stored <= seen.visits.keys()
    assert set(seen.visits.values()) == {1}
    assert seen.visits.keys() - seen.stored, "nothing was added meanwhile"
