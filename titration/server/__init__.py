"""What serves the pages: environment, database, middleware, logs, health, error pages."""
