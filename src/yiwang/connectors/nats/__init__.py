"""NATS JetStream: the scale door, and how its messages come to the inbox."""
