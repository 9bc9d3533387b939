"""What is done with knots."""
