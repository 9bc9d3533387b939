"""The base map: files of other systems in, vector tiles out, and the door that serves them."""
