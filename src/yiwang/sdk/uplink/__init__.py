"""What message protocols of devices share: topics, payloads, and the way of what was said to the inbox."""
