"""The forms for signing in and for the admin's work."""
