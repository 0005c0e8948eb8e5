"""Precision, recall and F1 per relation and overall, and how many attributes are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claimgraph.evaluate.match import Matcher
from claimgraph.evaluate.statements import Statement
from claimgraph.model import Ontology


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many predictions are right, how many wrong, and how many gold claims are missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of predictions that are right; 0 without any."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Return the share of gold claims that are found; 0 without any."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0

    def plus(self, other: Counts) -> Counts:
        """Return the sum of two counts."""
        return Counts(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """Hold what an evaluation found; a document's scores add up to those of all."""

    relations: Mapping[str, Counts]  # in the order of their names
    modality_right: int = 0  # over the matches that count
    speaker_right: int = 0
    missed: tuple[Statement, ...] = field(default=(), repr=False)  # gold that counts
    wrong: tuple[Statement, ...] = field(default=(), repr=False)  # predictions

    @property
    def overall(self) -> Counts:
        """Return the counts of all relations together."""
        total = Counts()
        for counts in self.relations.values():
            total = total.plus(counts)
        return total

    @property
    def modality(self) -> float:
        """Return the share of matches with the right modality."""
        return self.modality_right / self.overall.right if self.overall.right else 0.0

    @property
    def speaker(self) -> float:
        """Return the share of matches with the right speaker."""
        return self.speaker_right / self.overall.right if self.overall.right else 0.0


def score_claims(
    gold: Sequence[Statement],
    predicted: Sequence[Statement],
    *,
    ontology: Ontology,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> Scores:
    """Match predictions with gold claims, one to one and best first, and count (design section 10).

    Only documents with gold claims count. Duplicates in a document count once. Recall counts gold
    that is clear and in the signature; a prediction that matches only other gold, or says again
    what another said, is left out of precision. Gold is not exhaustive: precision against it is
    a lower bound.
    """
    scores = score_documents(gold, predicted, ontology=ontology, aliases=aliases)
    relations: dict[str, Counts] = {}
    for one in scores.values():
        for name, counts in one.relations.items():
            relations[name] = relations.get(name, Counts()).plus(counts)
    return Scores(
        relations={name: relations[name] for name in sorted(relations)},
        modality_right=sum(one.modality_right for one in scores.values()),
        speaker_right=sum(one.speaker_right for one in scores.values()),
        missed=tuple(row for one in scores.values() for row in one.missed),
        wrong=tuple(row for one in scores.values() for row in one.wrong),
    )


def score_documents(
    gold: Sequence[Statement],
    predicted: Sequence[Statement],
    *,
    ontology: Ontology,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Scores]:
    """Return the scores of each document that has gold claims, by its name."""
    matcher = Matcher(ontology, aliases or {})
    names = sorted({row.document for row in gold})
    wanted: dict[str, list[Statement]] = {name: [] for name in names}
    given: dict[str, list[Statement]] = {name: [] for name in names}
    for rows, sorted_by in ((gold, wanted), (predicted, given)):
        for row in rows:
            if row.document in sorted_by:
                sorted_by[row.document].append(row)
    return {
        name: _score(_unique(wanted[name], matcher), _unique(given[name], matcher), matcher)
        for name in names
    }


def _unique(rows: Sequence[Statement], matcher: Matcher) -> list[Statement]:
    """Return rows without duplicates: the first of each, in the order of the last ones, reversed.

    The order decides between equally good matches; it is the one that published figures rest on.
    """
    return list({matcher.key(row): row for row in reversed(rows)}.values())


def _score(gold: list[Statement], predicted: list[Statement], matcher: Matcher) -> Scores:
    pairs = [
        (score, gold[i].counts, -i, -j)
        for j, row in enumerate(predicted)
        for i in range(len(gold))
        if gold[i].relation == row.relation and (score := matcher.score(gold[i], row))
    ]
    of_gold: dict[int, int] = {}
    of_predicted: dict[int, int] = {}
    for _, _, i, j in sorted(pairs, reverse=True):
        if -i not in of_gold and -j not in of_predicted:
            of_gold[-i], of_predicted[-j] = -j, -i
    again = {-j for _, _, _, j in pairs} - set(of_predicted)
    right = [(gold[i], predicted[j]) for j, i in of_predicted.items() if gold[i].counts]
    wrong = [row for j, row in enumerate(predicted) if j not in of_predicted and j not in again]
    missed = [row for i, row in enumerate(gold) if row.counts and i not in of_gold]
    return Scores(
        relations=_count([one.relation for one, _ in right], wrong, missed),
        modality_right=sum(one.modality == other.modality for one, other in right),
        speaker_right=sum(matcher.same_speaker(one.speaker, two.speaker) for one, two in right),
        missed=tuple(missed),
        wrong=tuple(wrong),
    )


def _count(
    right: Sequence[str], wrong: Sequence[Statement], missed: Sequence[Statement]
) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    for names, one in (
        (right, Counts(right=1)),
        ([row.relation for row in wrong], Counts(wrong=1)),
        ([row.relation for row in missed], Counts(missed=1)),
    ):
        for name in names:
            counts[name] = counts.get(name, Counts()).plus(one)
    return {name: counts[name] for name in sorted(counts)}
