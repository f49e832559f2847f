"""Rules on the laid-out pages."""
