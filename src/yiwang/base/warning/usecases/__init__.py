"""What is done with warnings."""
