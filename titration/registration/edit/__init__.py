"""The page that edits what is known of a patient."""
