"""Plans of dose steps: drafted ahead, confirmed as taken or not, replaced by new versions."""
