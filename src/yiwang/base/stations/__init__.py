"""Boards of stations 测站专题: what devices of a theme say, against the limits that matter there."""
