"""Indicators 指标: one definition, one outlet."""
