"""Cameras: a video platform (WVP) by HTTP, and cameras whose stream addresses are entered by hand."""
