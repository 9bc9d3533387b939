"""Changing areas and the city profile, and checking their coverage."""
