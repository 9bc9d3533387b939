"""Bulletins without I/O."""
