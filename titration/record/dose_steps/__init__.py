"""Dose steps of oral baclofen: what is taken from a date on."""
