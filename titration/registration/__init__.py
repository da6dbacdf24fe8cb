"""Registers patients, and edits what is known of them."""
