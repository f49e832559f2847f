"""Page to PDF: opens no files, knows no leaflets."""
