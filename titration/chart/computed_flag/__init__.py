"""How a flag was computed."""
