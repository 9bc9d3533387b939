"""Units, posts, persons, accounts, and who is calling."""
