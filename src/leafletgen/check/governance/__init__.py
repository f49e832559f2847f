"""Rules on who answers for a leaflet, until when, and on what evidence."""
