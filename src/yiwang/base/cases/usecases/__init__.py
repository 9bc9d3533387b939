"""What can be done with reports and cases, one file per family."""
