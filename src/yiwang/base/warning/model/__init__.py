"""What a warning is, and how its journal makes it what it is."""
