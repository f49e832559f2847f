"""Tools that make PDFs of the same leaflets. Each is a command that runs in a process of its own."""
