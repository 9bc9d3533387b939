"""SQL of assessment."""
