"""Rules of areas: codes, hierarchy, the tree with its point index, and the check of coverage."""
