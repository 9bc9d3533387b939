"""Language 文字: what a text says, and why."""
