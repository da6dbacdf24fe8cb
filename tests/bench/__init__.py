"""How fast the pages are, as ratios within one run. Not run by the test command."""
