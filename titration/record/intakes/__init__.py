"""What was not taken as recorded; it never changes a dose step."""
