"""What is done with watch orders."""
