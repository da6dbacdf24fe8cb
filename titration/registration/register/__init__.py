"""Registering a patient."""
