"""Rules of matters without I/O."""
