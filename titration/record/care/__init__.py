"""Ending the clinic's care of a patient, and reopening it."""
