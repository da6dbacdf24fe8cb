"""Measure how fast the pages are, as ratios within one run. ``make test`` does not run it."""
