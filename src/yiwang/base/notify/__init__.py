"""Notices in the application and text messages that leave the house."""
