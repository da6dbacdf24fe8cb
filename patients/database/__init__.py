"""What PostgreSQL guards: roles, policies, append-only rows, history, the acting account."""
