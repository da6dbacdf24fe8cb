"""The patient chart: drawing, lists and flags."""
