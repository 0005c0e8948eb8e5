"""Keep what the operators above and beside a predicate have said of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimgraph.model import Modality, Polarity


@dataclass(frozen=True, slots=True)
class Status:
    """Hold polarity, modality, how sure they are, and the tokens that they rest on."""

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    confidence: float = 1.0
    cues: tuple[int, ...] = ()  # token indices, for review


@dataclass(slots=True)
class Reading:
    """Collect flips of polarity and shifts of modality on the way up from a predicate."""

    lasting: bool = False  # the relation is a state
    negated: bool = False
    ended: bool = False
    planned: bool = False
    threatened: bool = False
    possible: bool = False
    hedged: bool = False  # reportedly, is said to: yields to a plan or a threat
    reported: bool = False  # a claim or rumour that, of no one named: rejecting it undoes this
    past: bool = False
    future_in_past: bool = False  # 'would', not yet known whose
    confidence: float = 1.0
    cues: list[int] = field(default_factory=list)
    flips: list[int] = field(default_factory=list)

    def flip(self, cue: int, *, sure: float = 0.95) -> None:
        """Turn affirmed into denied, and back; each word counts once."""
        if cue not in self.flips:
            self.flips.append(cue)
            self.negated = not self.negated
            self._note(cue, sure)

    def shift(self, kind: str, cue: int, *, sure: float = 0.95) -> None:
        """Set one of the flags named by ``kind``."""
        setattr(self, kind, True)
        self._note(cue, sure)

    def doubt(self, by: float) -> None:
        """Lower the confidence without a shift: 'met to sign', which may not have come about."""
        self.confidence *= by

    def _note(self, cue: int, sure: float) -> None:
        if cue not in self.cues:
            self.cues.append(cue)
            self.confidence *= sure

    def status(self) -> Status:
        """Return what the flags come to.

        A threat outweighs all; doubt outweighs a plan, unless it is only hearsay of the plan. What
        ended is past where it has happened, and denied where it is still to come.
        """
        negated = self.negated
        hearsay = self.hedged or self.reported
        if self.threatened:
            modality = Modality.THREATENED
        elif self.possible or self.future_in_past or (hearsay and not self.planned):
            modality = Modality.POSSIBLE
        elif self.planned:
            modality = Modality.PLANNED
        else:
            modality = Modality.PAST if self.past else Modality.ACTUAL
        if self.ended and modality in (Modality.ACTUAL, Modality.PAST):
            modality = Modality.ACTUAL if negated else Modality.PAST
            negated = False
        elif self.ended:
            negated = not negated
        polarity = Polarity.DENIED if negated else Polarity.AFFIRMED
        return Status(
            polarity, modality, round(max(0.2, self.confidence), 3), tuple(sorted(self.cues))
        )
