"""What the journal and the ledger can do."""
