"""What people write, as types: frozen, closed (unknown keys are refused), typed once and then trusted."""
