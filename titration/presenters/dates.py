"""How a date stands in a page."""

from functools import lru_cache

from titration import rules

# ``06-Nov-2025``, as the rules write it too. A chart writes some two hundred.
day_text = lru_cache(maxsize=16384)(rules.day_text)
