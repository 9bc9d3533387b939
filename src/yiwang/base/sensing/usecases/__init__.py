"""What sensing does."""
