"""Model to page: one HTML text and every resource that it needs, as bytes."""
