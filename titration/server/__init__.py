"""How the pages are served: environment, database, middleware, logs, health, error pages."""
