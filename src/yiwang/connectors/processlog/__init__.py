"""Process logs as files: XES (IEEE 1849) and CSV in, XES out."""
