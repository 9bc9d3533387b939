"""All SQL of the journal and the ledger."""
