"""The program of an edge node 边缘节点: takes in readings, judges them, and tells the centre when it can."""
