"""What is not right yet on a machine that is to serve a clinic, in sentences."""
