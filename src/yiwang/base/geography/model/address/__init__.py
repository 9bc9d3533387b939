"""Addresses 地址: what words say where something is, read and resolved in memory."""
