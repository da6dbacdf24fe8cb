"""What was observed while each regimen held."""
