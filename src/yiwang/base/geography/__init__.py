"""Areas of a city: five levels, polygons, versions, and where a point lies."""
