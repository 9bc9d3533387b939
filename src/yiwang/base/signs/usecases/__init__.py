"""What is done with topics and signs."""
