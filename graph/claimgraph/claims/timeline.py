"""Order claims by the time they speak of, and follow what was threatened or planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimgraph.claims.kinship import same_object
from claimgraph.model import Claim, Modality, Ontology, Polarity

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
