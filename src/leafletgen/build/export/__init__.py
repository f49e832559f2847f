"""Exports for record systems, from a folder that `build` has filled: files by clinical code, and FHIR resources."""
