"""Treatments beside oral baclofen."""
