"""All SQL of notify, and the file spool."""
