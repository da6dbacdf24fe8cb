"""Registering a patient, and editing what identifies them."""
