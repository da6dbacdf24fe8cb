-- Django's migrations that ran. The web server compares them with its own before it serves.
REVOKE ALL ON django_migrations FROM titration_app;
GRANT SELECT ON django_migrations TO titration_app;
