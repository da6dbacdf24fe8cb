"""What became of a side effect: from a day on another severity, or resolved."""
