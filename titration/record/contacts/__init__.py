"""Contacts that a clinician tried, what came of each, and when the next call is planned."""
