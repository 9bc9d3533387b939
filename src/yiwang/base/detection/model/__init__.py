"""The detectors: states, scores, alarms; no I/O."""
