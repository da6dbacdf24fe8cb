"""How dates are shown and read, whatever Django would choose for the language."""
