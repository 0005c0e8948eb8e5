"""Candidate + Entity → Claim, Proposition, Conflict."""

from claimgraph.claims.build import build_claims
from claimgraph.claims.policy import DEFAULT_POLICY, Policy
from claimgraph.claims.propositions import build_propositions

__all__ = ["DEFAULT_POLICY", "Policy", "build_claims", "build_propositions"]
