"""Rules of the journal and the ledger, without I/O."""
