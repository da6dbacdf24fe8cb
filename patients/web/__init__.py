"""What every form and page has in common."""
