"""The page that shows what was observed while each regimen held."""
