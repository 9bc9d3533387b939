"""What is done with commands to devices."""
