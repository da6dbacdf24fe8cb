"""Acknowledgements of grave side effects: that a neurologist has seen one, and what they say."""
