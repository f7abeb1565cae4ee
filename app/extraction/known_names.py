"""What the lexicons know countries, organizations and people to be called."""

from collections import defaultdict
from collections.abc import Mapping, Set

from app.extraction.lexicon.countries import load_countries
from app.extraction.lexicon.organizations import load_organizations
from app.extraction.user_lexicon import EMPTY, UserLexicon
from app.names import slugify


def known_names(lexicon: UserLexicon = EMPTY) -> Mapping[str, Set[str]]:
    """Return the names, aliases and abbreviations of all that is listed, by their ids.

    What the user's `lexicon` has merged goes by its former ids, too.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for country in load_countries():
        forms = (country.names, country.abbreviations, country.aliases, country.former_names)
        names[f"countries/{country.code}"].update(*forms)
    for entry in load_organizations().entries:
        names[f"organizations/{slugify(entry.name)}"].update(entry.aliases)
    for own in lexicon.organizations:
        names[f"organizations/{slugify(own.name)}"].update(own.forms)
    for former, now in lexicon.merges.items():
        names[now].add(former.partition("/")[2])
    return names
