-- Sessions of signed-in browsers.
REVOKE ALL ON django_session FROM titration_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO titration_app;
