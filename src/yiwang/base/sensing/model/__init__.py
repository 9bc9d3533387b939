"""What sensing works with, free of any store."""
