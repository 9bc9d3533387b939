"""Rules of language without I/O."""
