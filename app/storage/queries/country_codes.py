"""Find a country by any of its codes and names, whether or not an article mentions it."""

from functools import cache

import pycountry

from app.storage.queries.values import closest


def find_code(text: str) -> str | None:
    """Return the code that ends the id of the country that `text` names; None if none does.

    `text` is a code of ISO 3166 (letters or digits) or a name, in any case; for states that are no
    more the code is the alpha-4 one.

    >>> find_code("deu"), find_code("392"), find_code("South Korea"), find_code("suhh")
    ('DE', 'JP', 'KR', 'SUHH')
    """
    return _codes().get(text.strip().lower())


def nearest_code(text: str) -> str | None:
    """Return the code of the country whose code or name somebody who wrote `text` may have meant.

    >>> nearest_code("Germny"), nearest_code("xyzzy")
    ('DE', None)
    """
    meant = closest(text, list(_codes()))
    return meant and find_code(meant)


_BESIDE_ISO = {
    # Exceptionally reserved in ISO 3166-1 for the United Kingdom.
    "uk": "GB",
    # User-assigned, as the EU and the World Bank have it.
    "xk": "XK",
    "xkx": "XK",
    "kosovo": "XK",
}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in pycountry.historic_countries:
        codes |= {key.lower(): row.alpha_4 for key in (row.alpha_4, row.name)}
    # After those of old, whose names some of today's bear.
    for row in pycountry.countries:
        names = [getattr(row, field, row.name) for field in ("common_name", "official_name")]
        for key in (row.alpha_2, row.alpha_3, row.numeric, row.name, *names):
            codes[key.lower()] = row.alpha_2
    return codes | _BESIDE_ISO
