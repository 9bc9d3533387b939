"""How topics, bursts and near repeats are found."""
