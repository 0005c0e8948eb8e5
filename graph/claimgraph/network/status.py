"""Tell in one word how the claims of a proposition, taken together, state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from claimgraph.model import Claim, Modality, Polarity


class Status(StrEnum):
    """Tell how an edge of the network is stated; each has its own line, colour and badge."""

    ASSERTED = "asserted"  # some claim affirms it as actual
    CONTESTED = "contested"  # and another denies it
    DENIED = "denied"  # no claim affirms it in any way
    PLANNED = "planned"
    THREATENED = "threatened"
    POSSIBLE = "possible"
    PAST = "past"
    INFERRED = "inferred"  # no claim at all: it follows from others


_BY_MODALITY = (
    (Modality.ACTUAL, Status.ASSERTED),
    (Modality.PAST, Status.PAST),
    (Modality.PLANNED, Status.PLANNED),
    (Modality.THREATENED, Status.THREATENED),
    (Modality.POSSIBLE, Status.POSSIBLE),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Count a proposition's claims: those that affirm it as actual, and those that deny it."""

    affirmed: int
    denied: int
    total: int


def tally(claims: Iterable[Claim]) -> Tally:
    """Count claims by what they do to a proposition."""
    affirmed = denied = total = 0
    for claim in claims:
        total += 1
        if claim.polarity is Polarity.DENIED:
            denied += 1
        elif claim.modality is Modality.ACTUAL:
            affirmed += 1
    return Tally(affirmed, denied, total)


def status_of(claims: Iterable[Claim], *, contested: bool = False) -> Status:
    """Return the status that claims give a proposition.

    An affirmed claim outranks a denied one, and the firmest modality wins. ``contested`` is the
    proposition's own flag: whether an affirmation and a denial clash is for the claims stage to
    judge (they may speak of different times), so it is never guessed here.
    """
    if contested:
        return Status.CONTESTED
    affirmed = {claim.modality for claim in claims if claim.polarity is Polarity.AFFIRMED}
    for modality, status in _BY_MODALITY:
        if modality in affirmed:
            return status
    return Status.DENIED
