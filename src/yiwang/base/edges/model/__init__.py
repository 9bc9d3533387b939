"""What an edge node is."""
