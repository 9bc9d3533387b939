"""Pure parts of indicators."""
