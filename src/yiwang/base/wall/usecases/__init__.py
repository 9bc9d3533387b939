"""What can be done with the wall."""
