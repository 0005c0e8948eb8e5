"""Candidate + Entity → Claim, Proposition, Conflict."""

from claimgraph.claims.build import build_claims
from claimgraph.claims.conflicts import find_conflicts
from claimgraph.claims.independence import find_origins
from claimgraph.claims.policy import DEFAULT_POLICY, Policy, parse_policy
from claimgraph.claims.propositions import build_propositions
from claimgraph.claims.quantities import build_ledger

__all__ = [
    "DEFAULT_POLICY",
    "Policy",
    "build_claims",
    "build_ledger",
    "build_propositions",
    "find_conflicts",
    "find_origins",
    "parse_policy",
]
