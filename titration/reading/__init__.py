"""Reads everything recorded of one patient or of many."""
