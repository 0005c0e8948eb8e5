"""Attribution: who says what (speech) and in which way it is said to hold (status)."""

from __future__ import annotations

from collections.abc import Sequence

from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import (
    Speech,
    SpeechKind,
    chain_at,
    nest,
    speaker_of,
    speech_at,
)
from claimgraph.extract.speech_direct import credit_quotations
from claimgraph.extract.speech_indirect import find_indirect
from claimgraph.extract.speech_quotes import find_quotations
from claimgraph.extract.status import Status, find_status

__all__ = [
    "Speech",
    "SpeechKind",
    "Status",
    "chain_at",
    "find_speech",
    "find_status",
    "speaker_of",
    "speech_at",
]


def find_speech(sentences: Sequence[Sentence]) -> tuple[Speech, ...]:
    """Return all speech of a document's sentences: quotations, reports, sources.

    The wider comes before the narrower; text that no speech holds is the document's own voice.
    """
    found: list[Speech] = list(credit_quotations(sentences, find_quotations(sentences)))
    for sentence in sentences:
        found.extend(find_indirect(sentence))
    return nest(found)
