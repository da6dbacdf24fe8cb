-- The table in which all processes count tries to sign in and keep the codes already used.
REVOKE ALL ON shared_cache FROM titration_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON shared_cache TO titration_app;
