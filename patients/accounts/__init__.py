"""Accounts: signing in, and the admin's work."""
