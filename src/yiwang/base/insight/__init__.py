"""Insight 分析研判: what the journal of cases says about how a city works."""
