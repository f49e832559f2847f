"""Rules on figures: doses, numbers, risks, claims and food tables."""
