"""What a command is, and what it may carry."""
