"""When a predicted claim matches a gold claim (design section 10).

Document, relation and polarity must be equal, and both arguments must match (either way round in
a symmetric relation):

- a named actor: equal after folding case, accents and aliases; a person also by surname, an
  organisation also by two or more shared words with at most two others;
- a described thing (mission, measure, group …): by words, or by the same evidence sentence with
  a shared word or the same kind of word;
- a figure: the same value, or one end of a range, and the same evidence sentence or a shared word
  in subject, quantity or unit;
- a labelled relation: both arguments, and half of the label's words;
- an office: the person, and more than half of the title's words, or one title within the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from claimgraph.evaluate.statements import Statement
from claimgraph.model import Ontology, RelationKind

NAMED = ("Country", "Person", "Organization")
_STOP = frozenset(
    "the a an of and in on for to by with against over from at its their his her s us u".split()
)
_TITLES = frozenset(
    "president prime minister vice secretary state foreign dr mr mrs ms senator rep representative "
    "pm sir hon honourable general major former chairman director ambassador".split()
)
# Words that name things of one kind: a described thing may be named by any of them.
_KINDS = tuple(
    frozenset(words.split())
    for words in (
        "sanction sanctions ban bans restriction restrictions embargo blockade visa visas list "
        "listing designation designations freeze suspension measure measures tariff tariffs order "
        "policy prohibition",
        "mission missions brigade brigades programme program programmes doctors medics nurses "
        "contingent force forces peacekeeping peacekeepers troops engineers personnel operation "
        "operations staff workers professionals internationalism",
        "officials official members leaders individuals people government governments countries "
        "nations allies regime companies entities",
        "meeting summit conference talks visit rally demonstration protest caravan vote seminar "
        "gathering campaign ceremony",
    )
)
_SCALES = {
    "": 1.0,
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(thousand|million|mn|billion|bn)?")
_LONGEST_QUOTE = 90  # words; a longer one is no evidence sentence

Key = tuple[str, str, str, str, str, str]


@lru_cache(maxsize=20_000)
def fold_words(text: str) -> tuple[str, ...]:
    """Return a text's words without case, accents, possessive endings and signs.

    >>> fold_words("Cuba’s “Mais Médicos”")
    ('cuba', 'mais', 'medicos')
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.sub(r"[^\w ]+", " ", re.sub(r"'s\b", "", bare)).split())


def numbers(value: str | float | None) -> frozenset[float | str]:
    """Return the numbers of a value; a value without any stands for itself.

    >>> sorted(numbers("4.9 billion")), sorted(numbers("135,000-400,000"))
    ([4900000000.0], [135000.0, 400000.0])
    """
    if isinstance(value, int | float):
        return frozenset({float(value)})
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", str(value or "").lower().replace(",", ""))
    found = frozenset(float(number) * _SCALES[scale] for number, scale in _NUMBER.findall(text))
    return found or frozenset({text.strip()})


class Matcher:
    """Compare statements under one ontology and one set of aliases."""

    def __init__(self, ontology: Ontology, aliases: Mapping[str, Sequence[str]]) -> None:
        self._kinds = {name: one.kind for name, one in ontology.relations.items()}
        self._symmetric = {name for name, one in ontology.relations.items() if one.symmetric}
        self._alias: dict[str, str] = {}
        for name, others in aliases.items():
            for one in (name, *others):
                if "(" not in one:  # "X (as a programme)" is a note for readers, no name
                    self._alias[" ".join(fold_words(one))] = " ".join(fold_words(name))

    def score(self, gold: Statement, predicted: Statement) -> float:
        """Return how well a prediction matches a gold claim: 0 where it does not."""
        found = self._score(gold, predicted, predicted.subject, predicted.object)
        if gold.relation in self._symmetric:
            turned = self._score(gold, predicted, predicted.object, predicted.subject)
            return max(found, turned)
        return found

    def key(self, statement: Statement) -> Key:
        """Return what makes two statements of a document one."""
        first, second = self._name(statement.subject), self._name(statement.object)
        if statement.relation in self._symmetric:
            first, second = sorted((first, second))
        if self._kinds.get(statement.relation) is RelationKind.QUANTITY:
            second = str(sorted(map(str, numbers(statement.value))))
        label = " ".join(fold_words(statement.label))
        return (
            statement.document,
            statement.relation,
            first,
            second,
            label,
            statement.polarity,
        )

    def same_speaker(self, gold: str | None, predicted: str | None) -> bool:
        """Tell whether two claims credit the same speaker, or both none."""
        if not gold or not predicted:
            return not gold and not predicted
        return self._named(gold, predicted, "Person") or self._share(gold, predicted) >= 0.5

    def _score(self, gold: Statement, predicted: Statement, first: str, second: str) -> float:
        if gold.relation != predicted.relation or gold.polarity != predicted.polarity:
            return 0.0
        kind = self._kinds.get(gold.relation)
        if kind is RelationKind.QUANTITY:
            return self._figure(gold, predicted, first, second)
        near = _near(gold.quote, predicted.quote)
        subject = self._argument(gold.subject, gold.subject_type, first, near=near)
        if not subject:
            return 0.0
        if kind is RelationKind.OFFICE:
            wanted, given = self._words(gold.object), self._words(second)
            share = self._share(gold.object, second)
            fits = share > 0.5 or wanted <= given or given <= wanted
            return subject + share if wanted and given and fits else 0.0
        target = self._argument(gold.object, gold.object_type, second, near=near)
        if not target:
            return 0.0
        if kind is RelationKind.LABELLED:
            label = self._label(gold.label, predicted.label)
            return subject + target + label if label >= 0.5 else 0.0
        return subject + target

    def _figure(self, gold: Statement, predicted: Statement, first: str, second: str) -> float:
        if not numbers(gold.value) & numbers(predicted.value):
            return 0.0
        if _near(gold.quote, predicted.quote):
            return 0.6 + 0.4 * self._share(gold.subject, first)
        wanted = self._words(f"{gold.subject} {gold.object} {gold.unit}")
        return 0.5 if wanted & self._words(f"{first} {second} {predicted.unit}") else 0.0

    def _label(self, gold: str, predicted: str) -> float:
        wanted, given = self._words(gold), self._words(predicted)
        if len(given) > 3 * max(1, len(wanted)):
            return 0.0
        return len(wanted & given) / max(1, min(len(wanted), len(given)))

    def _argument(self, gold: str, kind: str | None, predicted: str, *, near: bool) -> float:
        if kind in NAMED:
            return 1.0 if self._named(gold, predicted, kind or "") else 0.0
        if not self._name(gold) or not self._name(predicted):
            return 0.0
        share = self._share(gold, predicted)
        if share >= 0.5:
            return 0.5 + share / 2
        wanted, given = self._words(gold), self._words(predicted)
        alike = wanted & given or any(wanted & words and given & words for words in _KINDS)
        return 0.4 if near and alike else 0.0

    def _named(self, gold: str, predicted: str, kind: str) -> bool:
        one, other = self._name(gold), self._name(predicted)
        if not one or not other or one == other or kind == "Country":
            return bool(one) and one == other
        wanted, given = _bare(one), _bare(other)
        if wanted == given:
            return True
        first, second = set(wanted), set(given)
        within = first <= second or second <= first
        if kind == "Person":
            surname = len(wanted) == 1 or len(given) == 1
            return (surname or within) and wanted[-1] == given[-1]
        return within and len(first & second) >= 2 and len(first ^ second) <= 2

    def _name(self, text: str) -> str:
        name = " ".join(word for word in fold_words(text) if word != "the")
        return self._alias.get(name, name)

    def _words(self, text: str) -> set[str]:
        return {word for word in self._name(text).split() if word not in _STOP}

    def _share(self, one: str, other: str) -> float:
        first, second = self._words(one), self._words(other)
        return len(first & second) / len(first | second) if first | second else 0.0


def _bare(name: str) -> list[str]:
    """Return a name's words without titles, or all where nothing else is left."""
    words = name.split()
    return [word for word in words if word not in _TITLES | _STOP and len(word) > 1] or words


def _near(gold: str, predicted: str) -> bool:
    """Tell whether two quotes are the same evidence sentence, or one the better part of another."""
    one, other = fold_words(gold), fold_words(predicted)
    if not one or not other or len(other) > _LONGEST_QUOTE:
        return False
    first, second = set(one), set(other)
    shared, shorter = len(first & second), min(len(first), len(second))
    if shared / len(first | second) >= 0.5:
        return True
    return shared / shorter >= 0.9 and max(len(first), len(second)) <= 3 * shorter
