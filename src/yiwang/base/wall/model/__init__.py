"""The rules of the wall: what is counted, where a point falls, how tiles are written."""
