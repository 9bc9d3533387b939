"""Plans without I/O."""
