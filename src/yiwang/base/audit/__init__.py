"""Journal, ledger and security audit trail (存证与审计)."""
