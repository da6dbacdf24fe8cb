"""Editing what identifies a patient."""
