"""Ratings of spasm, pain, function and other measures."""
