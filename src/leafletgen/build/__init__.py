"""Many leaflets: plan the jobs, run them, write whole files, report."""
