"""Alarms: rules over readings, and what becomes of what they find."""
