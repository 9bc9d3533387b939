"""Sensing: devices, what they say, and what is stored of it."""
