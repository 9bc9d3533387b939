"""Rules of a case without I/O."""
