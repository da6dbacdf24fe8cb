"""Accounts, memberships and the access log, ready to show."""
