"""Find ranks: 'ranked third in the region', '28th out of 122 countries', 'the fifth largest'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claimgraph.extract.attribute_syntax import child, is_passive, lemma, subject_of
from claimgraph.extract.attribute_words import table, words
from claimgraph.extract.figures_pieces import Piece, glued_at, text_at
from claimgraph.model import Quantity


@dataclass(frozen=True, slots=True)
class Rank:
    """Hold a rank: tokens [first, last), and who holds it."""

    first: int
    last: int
    head: int
    quantity: Quantity
    subject: int | None


def find_ranks(tokens: Any, pieces: list[Piece]) -> list[Rank]:
    """Return the ranks of a sentence: ordinals below a verb of ranking, or with a superlative."""
    found: list[Rank] = []
    for index, piece in enumerate(pieces):
        place = _ordinal(pieces, index)
        if place is None:
            continue
        value, last = place
        token = tokens[piece.token]
        verb = _ranking(token)
        superlative = _superlative(pieces, last)
        if verb is None and superlative is None:
            continue
        if verb is None:
            verb = _copula(token)
            if verb is None:
                continue
        found.append(_rank(tokens, pieces, index, superlative or last, value, verb))
    return found


def _ordinal(pieces: list[Piece], index: int) -> tuple[int, int] | None:
    piece = pieces[index]
    if piece.is_digits and piece.text.isdigit() and len(piece.text) < 5:
        after = text_at(pieces, index + 1)
        if after in ("st", "nd", "rd", "th") and glued_at(pieces, index + 1):
            return int(piece.text), index + 2
        return None
    value = table("figures", "ordinals").get(piece.text)
    return (int(value), index + 1) if value is not None and value > 0 else None


def _ranking(token: Any) -> Any | None:
    """Return the verb of ranking whose result an ordinal is."""
    current = token
    for _ in range(4):
        above = current.head
        if above.i == current.i:
            return None
        if above.pos_ == "VERB":
            ranks = lemma(above) in words("figures", "rank_verbs")
            return above if ranks and current.dep_ not in ("nsubj", "nsubjpass") else None
        if above.pos_ == "AUX" or (
            current.dep_ in ("amod", "compound")
            and lemma(above) not in words("figures", "rank_nouns")
        ):
            return None
        current = above
    return None


def _superlative(pieces: list[Piece], index: int) -> int | None:
    place = index + (text_at(pieces, index) == "-")
    word = text_at(pieces, place)
    if word in ("most", "least"):
        return place + 2
    return place + 1 if word.endswith("est") and len(word) > 4 and word != "west" else None


def _copula(token: Any) -> Any | None:
    current = token
    for _ in range(4):
        above = current.head
        if above.i == current.i:
            return None
        if above.pos_ in ("AUX", "VERB"):
            attr = current.dep_ in ("attr", "oprd", "acomp") or current.dep_ == "pobj"
            return above if attr and lemma(above) in ("be", "become", "remain", "make") else None
        current = above
    return None


def _rank(tokens: Any, pieces: list[Piece], index: int, last: int, value: int, verb: Any) -> Rank:
    token = tokens[pieces[index].token]
    subject = child(verb, "nsubjpass") if is_passive(verb) else None
    if subject is None:
        target = child(verb, "dobj")
        subject = target if target is not None and target.i < token.i else subject_of(verb)
    end = pieces[last - 1].token + 1
    scope = _scope(tokens, end)
    return Rank(
        pieces[index].token,
        end,
        int(token.i),
        Quantity(value=float(value), unit="rank", counted="rank", scope=scope),
        int(subject.i) if subject is not None else None,
    )


def _scope(tokens: Any, end: int) -> str | None:
    """Return the field of a rank as worded: 'in the world', 'out of 122 countries'."""
    if end >= len(tokens) or tokens[end].lower_ not in ("in", "among", "out", "of", "worldwide"):
        return None
    last = end + 1
    while (
        last < len(tokens)
        and last - end < 8
        and tokens[last].pos_ not in ("PUNCT", "CCONJ", "VERB")
    ):
        last += 1
    return str(tokens[end:last].text)
