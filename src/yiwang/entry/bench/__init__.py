"""Benchmarks: real HTTP clients against a real server, figures printed as they are."""
