"""Two invented clinics and their patients, and how they are loaded."""
