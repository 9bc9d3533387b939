"""Topics and early signs 热点与苗头: what many cases say together, told once and closed with a result."""
