"""What people record: one folder a kind of entry."""
