"""How the names of states' bodies are written: one form for all."""

from __future__ import annotations

from claimgraph.extract.gazetteer import Country, countries


def with_country(body: str, country: str) -> str:
    """Return a state body's name with its state.

    >>> with_country("Ministry of Health", "Kenya")
    'Ministry of Health of Kenya'
    >>> with_country("Department of Energy", "United States")
    'US Department of Energy'
    """
    known = countries().get(country)
    if known is None:
        return f"{body} of {country}"
    if known.adjective in ("US", "UK"):
        return f"{known.adjective} {body}"
    return f"{body} of {placed(known)}"


def ministry(noun: str, topic: str) -> str:
    """Return a ministry under its full name.

    >>> ministry("ministry", "health"), ministry("Ministry", "Foreign")
    ('Ministry of Health', 'Ministry of Foreign Affairs')
    """
    named = topic.title().replace(" And ", " and ")
    named = {"Foreign": "Foreign Affairs", "External": "External Affairs"}.get(named, named)
    return f"{noun.capitalize()} of {named}"


def placed(country: Country) -> str:
    """Return a country's name as it stands after a preposition: "the Bahamas"."""
    return f"the {country.name}" if country.article else country.name
