"""The rules that find conflicts: each looks at groups of claims and knows nothing of the others."""

from claimgraph.claims.rules.agents import find_agents
from claimgraph.claims.rules.denials import find_denials
from claimgraph.claims.rules.figures import find_figures
from claimgraph.claims.rules.finding import Finding
from claimgraph.claims.rules.labels import find_labels
from claimgraph.claims.rules.offices import find_office_holders
from claimgraph.claims.rules.stances import find_ended, find_opposites
from claimgraph.claims.rules.support import find_corroborations

__all__ = [
    "Finding",
    "find_agents",
    "find_corroborations",
    "find_denials",
    "find_ended",
    "find_figures",
    "find_labels",
    "find_office_holders",
    "find_opposites",
]
