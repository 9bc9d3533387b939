"""What can be done with bulletins."""
