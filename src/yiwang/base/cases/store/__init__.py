"""All SQL of cases, one file per family."""
