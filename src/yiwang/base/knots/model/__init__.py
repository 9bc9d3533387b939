"""Knots without I/O."""
