"""What is done with boards."""
