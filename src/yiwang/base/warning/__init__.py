"""Published warnings 预警: graded, approved by a second person, told to named receivers who confirm."""
