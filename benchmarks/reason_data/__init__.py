"""Data for the reasoning benchmark: ontologies of our own and generators, seeded."""
