"""`python -m leafletgen`."""

from leafletgen.cli import main

main(prog_name="leafletgen")
