"""The page that registers a patient."""
