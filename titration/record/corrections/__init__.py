"""Marks an entry as entered in error, with or without a replacement."""
