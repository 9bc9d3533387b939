"""Changing the directory and accounts; signing in and being recognised."""
