"""MQTT 3.1.1 and 5: the door of a small site's devices, answered after the commit."""
