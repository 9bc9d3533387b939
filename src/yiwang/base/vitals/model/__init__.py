"""What vitals thinks in."""
