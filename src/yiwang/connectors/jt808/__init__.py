"""JT/T 808: position feeds of vehicle terminals, 2013 and 2019."""
