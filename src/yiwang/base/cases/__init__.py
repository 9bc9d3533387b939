"""The life of a city case: reports, cases, tasks, clocks."""
