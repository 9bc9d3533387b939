"""Edge nodes 边缘节点: registered, enrolled, given their rules, and what they decided taken in."""
