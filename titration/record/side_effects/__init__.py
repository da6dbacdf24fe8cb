"""Side effects as reported, and days on which none was reported."""
