"""Say which claims an analyst takes as ground for plain triples and for reasoning."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.errors import UsageError
from claimgraph.model import Article, Claim, Modality, Polarity, fold

_FIELDS = ("publisher", "speaker", "grade", "language", "document", "since", "until")


@dataclass(frozen=True, slots=True)
class Policy:
    """Hold a standpoint: a claim must satisfy every field that is set.

    ``publishers``, ``speakers``, ``languages`` and ``documents`` are compared without case and
    accents; a speaker of "" is the documents' own voice. ``grade`` is the worst Admiralty grade
    taken: "B" takes A and B, "B2" takes A1 … B2. Dates are ISO 8601 and inclusive.
    """

    publishers: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    without_publishers: frozenset[str] = frozenset()
    grade: str | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    modalities: frozenset[Modality] = frozenset({Modality.ACTUAL})

    def takes_article(self, article: Article) -> bool:
        """Tell whether an article satisfies all that the policy asks of sources."""
        document = article.document
        published = article.date or document.date or ""
        named = bool(self.publishers or self.without_publishers)
        publisher = fold(article.publisher or document.publisher or "") if named else ""
        return (
            (not self.publishers or publisher in self.publishers)
            and publisher not in self.without_publishers
            and (not self.languages or fold(document.language or "") in self.languages)
            and (not self.documents or fold(document.name) in self.documents)
            and (self.grade is None or _as_good(document.grade, self.grade))
            and (self.since is None or published >= self.since)
            and (self.until is None or ("" < published[: len(self.until)] <= self.until))
        )

    def takes(self, claim: Claim) -> bool:
        """Tell whether the claim's source, speaker and confidence satisfy the policy."""
        speaker = claim.speaker.label if claim.speaker else ""
        return (
            self.takes_article(claim.evidence.article)
            and (not self.speakers or fold(speaker) in self.speakers)
            and claim.confidence >= self.min_confidence
        )

    def accepts(self, claim: Claim) -> bool:
        """Tell whether the claim is ground for a plain triple: affirmed, and in a taken way."""
        return (
            claim.polarity is Polarity.AFFIRMED
            and claim.modality in self.modalities
            and self.takes(claim)
        )

    def describe(self) -> str:
        """Return the policy in the words that ``parse_policy`` reads.

        >>> parse_policy(["publisher:UPI", "grade:B"]).describe()
        'publisher:upi,grade:B'
        """
        terms = [f"publisher:{one}" for one in sorted(self.publishers)]
        terms += [f"-publisher:{one}" for one in sorted(self.without_publishers)]
        terms += [f"speaker:{one}" for one in sorted(self.speakers)]
        terms += [f"language:{one}" for one in sorted(self.languages)]
        terms += [f"document:{one}" for one in sorted(self.documents)]
        for name in ("grade", "since", "until"):
            if getattr(self, name):
                terms.append(f"{name}:{getattr(self, name)}")
        return ",".join(terms)


DEFAULT_POLICY = Policy()


def _as_good(grade: str | None, worst: str) -> bool:
    """Tell whether an Admiralty grade is as good as another; an ungraded source is not.

    >>> _as_good("A3", "B"), _as_good("B3", "B2"), _as_good(None, "F")
    (True, False, False)
    """
    if not grade or grade[0].upper() > worst[0].upper():
        return False
    if len(worst) < 2:
        return True
    return len(grade) > 1 and grade[1] <= worst[1]


def parse_policy(terms: list[str]) -> Policy:
    """Return the policy that terms of the form ``field:value`` describe.

    Terms of one field widen it, of several fields narrow it.

    >>> sorted(parse_policy(["publisher:UPI", "publisher:AP"]).publishers)
    ['ap', 'upi']

    :raises UsageError: where a term has no known field
    """
    sets: dict[str, set[str]] = {}
    single: dict[str, str] = {}
    for term in terms:
        name, colon, value = term.partition(":")
        without = name.startswith("-")
        name = name.lstrip("-").strip().lower()
        if not colon or name not in _FIELDS or (without and name != "publisher"):
            raise UsageError(
                f"standpoint {term!r}: expected FIELD:VALUE with a field of "
                + ", ".join(_FIELDS)
                + ", or -publisher:VALUE"
            )
        if name in ("grade", "since", "until"):
            single[name] = value.strip()
        else:
            sets.setdefault(("-" if without else "") + name, set()).add(fold(value))
    return Policy(
        publishers=frozenset(sets.get("publisher", ())),
        without_publishers=frozenset(sets.get("-publisher", ())),
        speakers=frozenset(sets.get("speaker", ())),
        languages=frozenset(sets.get("language", ())),
        documents=frozenset(sets.get("document", ())),
        grade=single.get("grade"),
        since=single.get("since"),
        until=single.get("until"),
    )
