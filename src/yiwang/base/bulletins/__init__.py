"""Bulletins 简报: documents made from indicators by templates; every number is one of the outlet's."""
