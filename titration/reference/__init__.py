"""The sources that flags compare with, and their statements."""
