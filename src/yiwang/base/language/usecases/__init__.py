"""Use cases of language."""
