"""The catalogue of matters and who is responsible for them."""
