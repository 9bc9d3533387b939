"""Rules of identity: codes, the directory, accounts, passwords, rights."""
