"""The pages of signing in and of the admin's work."""
