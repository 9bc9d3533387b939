"""SQL of sensing."""
