"""Pure words of the system: no I/O, no framework."""
