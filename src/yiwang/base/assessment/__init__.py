"""Assessment 考核: schemes as data, scores that open their cases, periods that are frozen."""
