"""What became of another treatment: from a day on another rate or detail, or ended."""
