"""Where each patient stands today: the one derived table."""
