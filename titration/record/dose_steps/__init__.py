"""Oral baclofen dose steps: what is taken from a date on."""
