"""Make a span of a deed, plan or saying that a stance is taken on, where no mention was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from claimgraph.extract.match_roles import Roles
from claimgraph.extract.spans import Form, Span

_BEFORE = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_TIES = frozenset({"of", "against", "by", "in", "on", "to", "for", "from", "at", "over", "with"})
_LONGEST = 12  # tokens of a deed with the words that say which it is
_SURE = 0.85
_PEOPLE = ("ers", "ors", "ists", "ians", "men", "women", "ees", "ants")
_THINGS = frozenset(
    """numbers matters orders letters borders powers papers newspapers offers answers rivers waters
    factors sectors errors motors computers centers centres quarters disorders disasters barriers
    frontiers chapters posters trailers towers showers covers layers corners dangers tigers fingers
    servers others headquarters tankers containers carriers doors floors colors colours favors
    favours rumors rumours harbors harbours mirrors labors labours behaviors behaviours shoulders
    feathers dollars fees trees knees degrees committees guarantees grants plants variants
    restaurants warrants covenants determinants encounters transfers tenders murders dinners
    winters summers timers printers meters litres liters bombers fighters launchers drivers
    indicators specimens regimens acumens omens consumers corridors rotors ancestors errands
    anchors terrors horrors""".split()
)
BROAD = frozenset({"Mission", "Measure", "Actor"})  # what a relation of stance allows


@cache
def _deeds() -> Mapping[str, bool]:
    """Return nouns for deeds; True where the noun alone tells which deed is meant."""
    place = files("claimgraph.extract") / "data" / "deeds.txt"
    found: dict[str, bool] = {}
    telling = True
    for line in place.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            telling = line[1:].strip() == "telling"
        else:
            for word in line.split():
                found.setdefault(word, telling)
    return found


def deed_span(
    token: int,
    types: Sequence[str],
    *,
    sentence: int,
    roles: Roles,
    heads: Mapping[int, Sequence[Span]],
) -> Span | None:
    """Return the deed that a noun names, where a relation of stance asks: "the killing of nuns".

    A general noun ("decision", "plan") counts only where words beside it say which one.
    """
    if roles.pos[token] != "NOUN" or not set(types) >= BROAD:
        return None
    telling = _deeds().get(roles.lemma[token], _deeds().get(roles.lower[token]))
    people = telling is None and is_people(roles.lower[token]) and roles.tag[token] == "NNS"
    if telling is None and not people:
        return None
    before = [kid for kid in roles.kids[token] if kid < token and roles.dep[kid] in _BEFORE]
    after = [
        kid
        for kid in roles.kids[token]
        if kid > token and roles.dep[kid] in ("prep", "acl") and _says(roles, kid)
    ]
    if not telling and not (before or after):
        return None
    first = min([token, *[_left(roles, kid) for kid in before]])
    last = max([token, *[_right(roles, kid) for kid in after]]) + 1
    last = min(last, max(token + 1, first + _LONGEST))
    nations = (
        one.name
        for kid in before
        for one in heads.get(kid, ())
        if one.type == "Country" and one.form is not Form.PRONOUN
    )
    return Span(
        sentence=sentence,
        first=first,
        last=last,
        head=token,
        type="Group" if people else "Event" if "Event" in types else "Measure",
        name=" ".join(roles.words[first:last]),
        form=Form.DESCRIPTION,
        nations=tuple(nations),
        plural=roles.tag[token] == "NNS",
        confidence=_SURE if telling else _SURE * 0.9,
    )


def is_people(noun: str) -> bool:
    """Tell whether a plural noun names people by what they do or think.

    >>> is_people("dockers"), is_people("pensioners"), is_people("numbers"), is_people("roads")
    (True, True, False, False)
    """
    return noun.endswith(_PEOPLE) and noun not in _THINGS


def _says(roles: Roles, token: int) -> bool:
    return roles.dep[token] == "acl" or roles.lower[token] in _TIES


def _left(roles: Roles, token: int) -> int:
    return min([token, *roles.below(token)])


def _right(roles: Roles, token: int) -> int:
    return max([token, *roles.below(token)])
