"""Find what independent origins bear out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimgraph.claims.independence import origin_of
from claimgraph.claims.rules.finding import Finding, voices
from claimgraph.model import ConflictKind, Modality, Polarity, Proposition


def find_corroborations(
    propositions: Iterable[Proposition], origins: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the propositions that two or more independent origins affirm as actual or past."""
    for proposition in propositions:
        affirming = [
            one
            for one in proposition.claims
            if one.polarity is Polarity.AFFIRMED
            and one.modality in (Modality.ACTUAL, Modality.PAST)
        ]
        independent = {origin_of(one, origins) for one in affirming}
        if len(independent) > 1:
            chance = 1.0
            for one in affirming:
                chance *= 1.0 - one.confidence
            yield Finding(
                ConflictKind.CORROBORATION,
                tuple(affirming),
                f"{len(independent)} independent origins affirm it: {voices(affirming)}",
                1.0 - chance,
            )
