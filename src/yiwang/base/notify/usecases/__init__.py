"""Telling people: in the application and by text message."""
