"""Open311 GeoReport v2: the city's reports for apps and neighbour systems that speak it."""
