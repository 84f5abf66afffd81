"""Five years of the reference store, written in bulk."""
