"""How good claims are: against gold claims, and by a reader's judgement of a sample."""

from claimgraph.evaluate.scores import Counts, Scores, score_claims, score_documents
from claimgraph.evaluate.sheet import (
    Judged,
    Rate,
    draw_sample,
    format_judged,
    read_judgements,
)
from claimgraph.evaluate.statements import (
    Statement,
    from_claims,
    from_rows,
    read_aliases,
    read_gold,
    read_predictions,
)
from claimgraph.evaluate.table import format_table

__all__ = [
    "Counts",
    "Judged",
    "Rate",
    "Scores",
    "Statement",
    "draw_sample",
    "format_judged",
    "format_table",
    "from_claims",
    "from_rows",
    "read_aliases",
    "read_gold",
    "read_judgements",
    "read_predictions",
    "score_claims",
    "score_documents",
]
