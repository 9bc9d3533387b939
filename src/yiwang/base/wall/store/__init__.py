"""SQL of the wall."""
