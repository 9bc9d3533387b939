"""CAP 1.2: published warnings as alerts of the Common Alerting Protocol, and a feed of those in force."""
