"""What a command is, and who may ask for one."""
