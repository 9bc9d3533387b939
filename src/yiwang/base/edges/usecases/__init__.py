"""What is done with edge nodes."""
