"""Rules on the finished PDF."""
