"""What vitals does."""
