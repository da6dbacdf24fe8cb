"""Changes to accounts, memberships and clinics."""
