"""How stations are read: guards, sums, order."""
