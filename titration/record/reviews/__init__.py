"""Reviews of the treatment, and when the next one is due."""
