"""Values of literals, and which datatypes hold them (OWL 2 Profiles, section 4.3, table 8).

The datatypes are those of OWL 2 RL (section 4.2.1), and the calendar types xsd:date, xsd:gYear and
xsd:gYearMonth, which analysts use. Of any other datatype nothing is concluded.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from claimgraph.reason.terms import oxigraph_literal
from claimgraph.reason.vocabulary import RDF_NS, RDFS_NS, XSD_NS

Value: TypeAlias = tuple[str, object]  # a value space's name and a value of it

_NUMERIC = "number"
_STRING = "string"

# Whole-number datatypes and their least and greatest values.
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "negativeInteger": (None, -1),
    "long": (-(1 << 63), (1 << 63) - 1),
    "int": (-(1 << 31), (1 << 31) - 1),
    "short": (-(1 << 15), (1 << 15) - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, (1 << 64) - 1),
    "unsignedInt": (0, (1 << 32) - 1),
    "unsignedShort": (0, (1 << 16) - 1),
    "unsignedByte": (0, 255),
}
# String datatypes and the words that they hold.
_PATTERNS: dict[str, re.Pattern[str]] = {
    "string": re.compile(r"[\s\S]*"),
    "normalizedString": re.compile(r"[^\r\n\t]*"),
    "token": re.compile(r"(?:[^\s]+(?: [^\s]+)*)?"),
    "language": re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    "Name": re.compile(r"[^\W\d][\w.\-:]*|:[\w.\-:]*"),
    "NCName": re.compile(r"[^\W\d][\w.\-]*"),
    "NMTOKEN": re.compile(r"[\w.\-:]+"),
}
_CALENDAR = {
    "date": re.compile(r"-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    "gYear": re.compile(r"-?\d{4,}"),
    "gYearMonth": re.compile(r"-?\d{4,}-(?:0[1-9]|1[0-2])"),
}
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_INTEGER = re.compile(r"[+-]?\d+")
_FLOAT = re.compile(r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|INF)|NaN")
_DATETIME = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?")

DATATYPES: frozenset[str] = frozenset(
    [
        f"<{XSD_NS}{name}>"
        for name in (
            *_BOUNDS,
            *_PATTERNS,
            *_CALENDAR,
            "decimal",
            "float",
            "double",
            "boolean",
            "hexBinary",
            "base64Binary",
            "anyURI",
            "dateTime",
            "dateTimeStamp",
        )
    ]
    + [f"<{RDF_NS}PlainLiteral>", f"<{RDF_NS}XMLLiteral>", f"<{RDFS_NS}Literal>"]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a literal stands for: its value, None where it is ill-typed or unknown."""

    datatype: str  # in internal form
    value: Value | None
    known: bool  # whether the datatype is one of DATATYPES


@lru_cache(maxsize=65536)
def read(term: str) -> Reading:
    """Read a literal in internal form.

    >>> one, other = read(f'"1"^^<{XSD_NS}integer>'), read(f'"01.0"^^<{XSD_NS}decimal>')
    >>> one.value == other.value
    True
    """
    literal = oxigraph_literal(term)
    if literal.language:
        value = ("plain", (literal.value, literal.language.lower()))
        return Reading(f"<{RDF_NS}PlainLiteral>", value, True)
    datatype = f"<{literal.datatype.value}>"
    if datatype not in DATATYPES:
        return Reading(datatype, None, False)
    name = literal.datatype.value.rsplit("#", 1)[1]
    return Reading(datatype, _parse(name, literal.value), True)


def _parse(name: str, lexical: str) -> Value | None:
    if name in _PATTERNS:
        return (_STRING, lexical) if _PATTERNS[name].fullmatch(lexical) else None
    if name in ("PlainLiteral", "Literal"):
        return (_STRING, lexical)
    if name == "XMLLiteral":
        return ("xml", lexical)
    text = lexical.strip(" \t\r\n")
    if name in _BOUNDS:
        return _whole(name, text)
    if name in _CALENDAR:
        zone = _ZONE.search(text[5:])
        body = text[: zone.start() + 5] if zone else text
        return (name, text) if _CALENDAR[name].fullmatch(body) else None
    return _OTHERS[name](text)


def _whole(name: str, text: str) -> Value | None:
    if not _INTEGER.fullmatch(text):
        return None
    value = Decimal(text)
    low, high = _BOUNDS[name]
    if (low is not None and value < low) or (high is not None and value > high):
        return None
    return (_NUMERIC, value)


def _decimal(text: str) -> Value | None:
    try:
        return (_NUMERIC, Decimal(text)) if _DECIMAL.fullmatch(text) else None
    except InvalidOperation:
        return None


def _float(text: str) -> Value | None:
    if not _FLOAT.fullmatch(text):
        return None
    value = float(text.replace("INF", "inf"))
    # -0 and 0 are two values; NaN is equal to itself here as one value.
    return ("double", "NaN" if math.isnan(value) else (value, math.copysign(1, value)))


def _single(text: str) -> Value | None:
    value = _float(text)
    return None if value is None else ("float", value[1])


def _boolean(text: str) -> Value | None:
    known = {"true": True, "1": True, "false": False, "0": False}
    return ("boolean", known[text]) if text in known else None


def _hex(text: str) -> Value | None:
    try:
        return ("hex", binascii.unhexlify(text))
    except (binascii.Error, ValueError):
        return None


def _base64(text: str) -> Value | None:
    try:
        return ("base64", base64.b64decode(text.replace(" ", ""), validate=True))
    except (binascii.Error, ValueError):
        return None


def _uri(text: str) -> Value | None:
    return ("uri", text)


def _datetime(text: str) -> Value | None:
    match = _DATETIME.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction = Decimal(match[7] or 0)
    zone = match[8]
    if not 1 <= year <= 9998:
        return ("instant", text)
    try:
        instant = datetime(year, month, day, hour % 24, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    if hour == 24:
        if minute or second or fraction:
            return None
        instant += timedelta(days=1)
    if zone is None:
        return ("local", (instant, fraction))
    if zone != "Z":
        sign = -1 if zone[0] == "+" else 1
        instant += sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
    return ("instant", (instant, fraction))


def _stamp(text: str) -> Value | None:
    value = _datetime(text)
    return value if value is not None and value[0] == "instant" else None


_OTHERS = {
    "decimal": _decimal,
    "float": _single,
    "double": _float,
    "boolean": _boolean,
    "hexBinary": _hex,
    "base64Binary": _base64,
    "anyURI": _uri,
    "dateTime": _datetime,
    "dateTimeStamp": _stamp,
}


def holds(datatype: str, term: str) -> bool | None:
    """Tell whether a datatype's value space holds a literal's value; None where it is unknown.

    >>> holds(f"<{XSD_NS}byte>", f'"300"^^<{XSD_NS}integer>'), holds(f"<{XSD_NS}byte>", '"a"')
    (False, False)
    """
    reading = read(term)
    if not reading.known or datatype not in DATATYPES:
        return None
    if reading.value is None:
        return False
    space, value = reading.value
    name = datatype[1:-1].rsplit("#", 1)[1]
    if name == "Literal":
        return True
    if name in _BOUNDS:
        return _holds_whole(name, space, value)
    if name in _PATTERNS:
        return space == _STRING and bool(_PATTERNS[name].fullmatch(str(value)))
    if name in _CALENDAR:
        return space == name
    return space in _SPACES[name]


def _holds_whole(name: str, space: str, value: object) -> bool:
    if space != _NUMERIC or not isinstance(value, Decimal) or value != value.to_integral_value():
        return False
    low, high = _BOUNDS[name]
    return (low is None or value >= low) and (high is None or value <= high)


_SPACES: dict[str, tuple[str, ...]] = {
    "PlainLiteral": (_STRING, "plain"),
    "XMLLiteral": ("xml",),
    "decimal": (_NUMERIC,),
    "float": ("float",),
    "double": ("double",),
    "boolean": ("boolean",),
    "hexBinary": ("hex",),
    "base64Binary": ("base64",),
    "anyURI": ("uri",),
    "dateTime": ("instant", "local"),
    "dateTimeStamp": ("instant",),
}


def covers(datatypes: Iterable[str], wide: str) -> bool:
    """Tell whether a value that is in all of some datatypes is in a whole-number datatype too.

    :param datatypes: IRIs; those that are no whole-number datatypes are not looked at

    >>> covers([f"{XSD_NS}short", f"{XSD_NS}unsignedInt"], f"{XSD_NS}unsignedShort")
    True
    """
    names = [one.removeprefix(XSD_NS) for one in datatypes]
    limits = [_BOUNDS[name] for name in names if name in _BOUNDS]
    target = _BOUNDS.get(wide.removeprefix(XSD_NS))
    if not limits or target is None:
        return False
    lows = [low for low, _ in limits if low is not None]
    highs = [high for _, high in limits if high is not None]
    above = target[0] is None or (bool(lows) and max(lows) >= target[0])
    below = target[1] is None or (bool(highs) and min(highs) <= target[1])
    return above and below


def same_value(one: str, other: str) -> bool | None:
    """Tell whether two literals stand for one value; None where it is unknown.

    >>> same_value('"a"', '"b"'), same_value('"1"^^<http://a/own>', '"2"^^<http://a/own>')
    (False, None)
    """
    if one == other:
        return True
    left, right = read(one), read(other)
    if left.value is None or right.value is None:
        return None
    if left.value == right.value:
        return True
    spaces = {left.value[0], right.value[0]}
    if "xml" in spaces or spaces == {"instant", "local"}:
        return None
    zoned = [_ZONE.search(str(v[1])[5:]) for v in (left.value, right.value) if v[0] in _CALENDAR]
    return None if any(zoned) else False


def whole_number(term: str) -> int | None:
    """Return the whole number that a literal stands for, or None."""
    value = read(term).value
    if value is None or value[0] != _NUMERIC or not isinstance(value[1], Decimal):
        return None
    return int(value[1]) if value[1] == value[1].to_integral_value() else None
