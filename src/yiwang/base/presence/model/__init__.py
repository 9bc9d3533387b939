"""Rules of presence."""
