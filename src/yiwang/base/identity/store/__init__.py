"""All SQL of identity: the directory (units, posts, persons) and the accounts with their secrets."""
