"""What the lexicons know things to be called, for those who ask by names no article uses."""

from pathlib import Path

import pytest

from app.extraction.known_names import known_names
from app.extraction.user_lexicon import read_lexicon


@pytest.mark.parametrize(
    ("entity_id", "name"),
    [
        ("organizations/nato", "North Atlantic Treaty Organization"),
        ("countries/GB", "Great Britain"),
        ("countries/MM", "Burma"),
        ("countries/US", "U.S."),
    ],
)
def test_names_that_no_article_needs_to_use_are_known(entity_id: str, name: str) -> None:
    assert name in known_names()[entity_id]


def test_so_are_those_of_a_users_own_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text(
        "[[organizations]]\nname = 'Bay League'\naliases = ['the Bay']\nacronym = 'BL'\n"
        "[[merges]]\nid = 'people/ana-paz'\ninto = 'people/ana-ruiz'\n"
    )
    names = known_names(read_lexicon(path))
    assert names["organizations/bay-league"] == {"Bay League", "the Bay", "BL"}
    assert names["people/ana-ruiz"] == {"ana-paz"}
