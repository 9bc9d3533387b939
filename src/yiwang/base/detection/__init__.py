"""Streaming anomaly detectors without labels (异常检测)."""
