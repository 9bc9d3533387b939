"""A fictional city lived through (``seed``), and its people on duty now (``patrol``)."""
