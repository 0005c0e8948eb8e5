"""Order claims by the time they speak of, and follow what was threatened or planned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimgraph.claims.kinship import same_object, theme_of
from claimgraph.claims.setting import make_setting
from claimgraph.model import Claim, Entity, Modality, Ontology, Polarity

_SINCE = re.compile(r"\b(?:since|from)\s+(?:early |late |mid-)?(?:\w+ )?((?:19|20)\d\d)\b")
_AHEAD = (Modality.THREATENED, Modality.PLANNED)


class Outcome(StrEnum):
    """Tell what became of something threatened or planned."""

    CARRIED_OUT = "carried out"
    DENIED = "denied"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold a claim at its date; ``stated`` tells whether the text itself gives the date."""

    date: str
    stated: bool
    claim: Claim


@dataclass(frozen=True, slots=True)
class Prospect:
    """Hold what was threatened or planned, and the claims that tell its outcome."""

    claim: Claim
    outcome: Outcome
    followed_by: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold a state and the time for which claims vouch, or say that it was over.

    ``since`` is the first date on which it is known to hold, or that a text gives for its start;
    ``until`` is None where nothing says that it ended. Both are ISO 8601.
    """

    subject: Entity
    relation: str
    object: Entity
    since: str | None
    until: str | None
    ended_by: str | None  # who ended it, by label
    claims: tuple[Claim, ...]


def build_timeline(claims: Iterable[Claim]) -> tuple[Entry, ...]:
    """Return the claims that have a date, of event or else of publication, in its order."""
    entries = [
        Entry(claim.date or claim.published or "", claim.date is not None, claim)
        for claim in claims
    ]
    dated = [one for one in entries if one.date]
    return tuple(sorted(dated, key=lambda one: (one.date, one.claim.iri)))


def follow_prospects(claims: Sequence[Claim], ontology: Ontology) -> tuple[Prospect, ...]:
    """Return each affirmed threat or plan with what later claims say became of it.

    Later is by the date of publication: a deed told in the same article as its announcement, or
    before it, is no outcome of it.
    """
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.subject.iri, claim.relation].append(claim)
    found = []
    for claim in claims:
        if claim.modality not in _AHEAD or claim.polarity is Polarity.DENIED:
            continue
        later = [
            one
            for one in groups[claim.subject.iri, claim.relation]
            if one.modality in (Modality.ACTUAL, Modality.PAST)
            and (one.published or "") > (claim.published or "9999")
            and same_object(claim, one, ontology) >= 0.6
        ]
        done = [one for one in later if one.polarity is Polarity.AFFIRMED]
        undone = [one for one in later if one.polarity is Polarity.DENIED]
        outcome = Outcome.CARRIED_OUT if done else Outcome.DENIED if undone else Outcome.OPEN
        found.append(Prospect(claim, outcome, tuple(done or undone)))
    return tuple(sorted(found, key=lambda one: (one.claim.published or "", one.claim.iri)))


def find_intervals(claims: Sequence[Claim], ontology: Ontology) -> tuple[Interval, ...]:
    """Return from when to when each lasting state held, by subject and date.

    Which relations last, and which end them, the ontology declares.
    """
    setting = make_setting(claims, ontology)
    groups: dict[tuple[str, str, tuple[str, ...]], list[Claim]] = defaultdict(list)
    ends: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if relation is None or not isinstance(claim.object, Entity):
            continue
        told = claim.modality in (Modality.ACTUAL, Modality.PAST)
        if claim.relation in setting.lasting and told:
            thing = _thing(claim.object, setting.codes(claim.subject))
            groups[claim.subject.iri, claim.relation, thing].append(claim)
        elif relation.terminates and told and claim.polarity is Polarity.AFFIRMED:
            ends[relation.terminates, claim.subject.iri].append(claim)
    found = [
        _interval(members, ends[key[1], key[0]], ontology)
        for key, members in sorted(groups.items())
        if any(one.polarity is Polarity.AFFIRMED for one in members)
    ]
    return tuple(sorted(found, key=lambda one: (one.subject.label, one.since or "", one.relation)))


def _thing(target: Entity, aside: frozenset[str]) -> tuple[str, ...]:
    theme = theme_of(target.label)
    places = sorted(theme.places - aside)
    return (theme.kind or target.type, *places, *sorted(theme.proper))


def _interval(states: Sequence[Claim], ends: Sequence[Claim], ontology: Ontology) -> Interval:
    affirmed = [one for one in states if one.polarity is Polarity.AFFIRMED]
    denied = [one for one in states if one.polarity is Polarity.DENIED]
    first = min(affirmed, key=lambda one: (_began(one) or "9999", one.iri))
    over = [one for one in ends if same_object(first, one, ontology) >= 0.6]
    written = [one.published or "" for one in affirmed if one.modality is Modality.ACTUAL]
    last = max(written, default="")
    # Who still tells of it afterwards outdates an end.
    dated = [(one.date or one.published or "", one) for one in (*over, *denied)]
    after = sorted((date, one.iri, one) for date, one in dated if date > last)
    stopped = after[0][2] if after else None
    past = all(one.modality is Modality.PAST for one in affirmed)
    reported = min((one.published or "" for one in affirmed), default="")
    assert isinstance(first.object, Entity)
    return Interval(
        subject=first.subject,
        relation=first.relation,
        object=first.object,
        since=_began(first),
        until=after[0][0] if after else (reported or None) if past else None,
        ended_by=stopped.subject.label if stopped is not None and stopped in over else None,
        claims=tuple(sorted((*affirmed, *denied, *over), key=lambda one: one.iri)),
    )


def _began(claim: Claim) -> str | None:
    """Return the date that the sentence gives for the start, or else its own."""
    found = _SINCE.search(claim.quote)
    return found[1] if found else claim.date or claim.published
