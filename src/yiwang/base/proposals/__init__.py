"""Change requests that follow from analysis; see README."""
