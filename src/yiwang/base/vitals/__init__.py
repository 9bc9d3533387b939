"""Vital signs 体征: alerts on indicators, forecasts, and the stage of the city."""
