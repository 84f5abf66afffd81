"""A few weeks of a small store, walked through by the same commands that people use."""
