"""The patient chart: drawing, tables, lists and flags."""
