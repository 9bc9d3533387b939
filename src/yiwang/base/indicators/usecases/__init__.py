"""What indicators does."""
