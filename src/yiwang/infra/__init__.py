"""What all modules share of the outside world: database, messages, streams, files, settings."""
