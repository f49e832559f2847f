"""What changed between two versions of a leaflet, told word by word."""
