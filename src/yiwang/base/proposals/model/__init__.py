"""Proposals without I/O."""
