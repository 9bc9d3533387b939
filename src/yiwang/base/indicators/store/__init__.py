"""SQL of indicators."""
