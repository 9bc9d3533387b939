"""Rules over readings, what they remember, alarms and their life: no I/O."""
