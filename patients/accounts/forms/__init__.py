"""The forms of signing in and of the admin's work."""
