"""Short messages about a patient to colleagues."""
