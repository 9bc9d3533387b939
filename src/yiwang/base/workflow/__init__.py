"""Flows as data and work calendars."""
