"""What a watch order is."""
