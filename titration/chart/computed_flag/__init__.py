"""The page that shows how a flag was computed."""
