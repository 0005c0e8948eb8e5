"""Explicit dates of documents, as ISO 8601 strings of day, month or year precision."""

from __future__ import annotations

import datetime
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "(?i:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({MONTH}),?\s+(\d{{4}})\b", re.I
)
_MONTH_FIRST = re.compile(rf"\b({MONTH})\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_MONTH_ONLY = re.compile(rf"\b({MONTH}),?\s+(\d{{4}})\b", re.I)
_YEAR = re.compile(r"^\s*(\d{4})\s*$")
# Day and month written as 04.06.2025 are clear with dots only (04/06/2025 is not).
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")


def read_date(text: str) -> str | None:
    """Return the first full date of a text as ISO 8601, or None where none is clear.

    >>> read_date("Published 14 July 2021"), read_date("Nov. 3, 2020"), read_date("2022-04")
    ('2021-07-14', '2020-11-03', '2022-04')
    >>> read_date("04/06/2025") is None
    True
    """
    found = _ISO.search(text)
    if found:
        year, month, day = found.groups()
        return _iso(int(year), int(month), int(day) if day else None)
    found = _DAY_FIRST.search(text)
    if found:
        return _iso(int(found[3]), _month(found[2]), int(found[1]))
    found = _MONTH_FIRST.search(text)
    if found:
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    found = _DOTTED.search(text)
    if found:
        return _iso(int(found[3]), int(found[2]), int(found[1]))
    found = _MONTH_ONLY.search(text)
    if found:
        return _iso(int(found[2]), _month(found[1]), None)
    found = _YEAR.match(text)
    return _iso(int(found[1]), None, None) if found else None


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    if not 1000 <= year <= 2999:
        return None
    if month is None:
        return f"{year:04}"
    try:
        made = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return made.isoformat() if day else made.isoformat()[:7]
