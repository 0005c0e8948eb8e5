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
_BROAD = frozenset({"Mission", "Measure", "Actor"})  # what a relation of stance allows


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
    if roles.pos[token] != "NOUN" or not set(types) >= _BROAD:
        return None
    telling = _deeds().get(roles.lemma[token], _deeds().get(roles.lower[token]))
    if telling is None:
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
        type="Event" if "Event" in types else "Measure",
        name=" ".join(roles.words[first:last]),
        form=Form.DESCRIPTION,
        nations=tuple(nations),
        plural=roles.tag[token] == "NNS",
        confidence=_SURE if telling else _SURE * 0.9,
    )


def _says(roles: Roles, token: int) -> bool:
    return roles.dep[token] == "acl" or roles.lower[token] in _TIES


def _left(roles: Roles, token: int) -> int:
    return min([token, *roles.below(token)])


def _right(roles: Roles, token: int) -> int:
    return max([token, *roles.below(token)])
