"""Passage → Mention, Candidate: read relations, speakers, polarity and figures from text."""
