"""OGC SensorThings 1.1: devices and observations for clients that speak it."""
