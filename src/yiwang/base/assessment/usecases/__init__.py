"""What assessment does."""
