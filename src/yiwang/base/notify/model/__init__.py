"""Rules of notices and text messages, without I/O."""
