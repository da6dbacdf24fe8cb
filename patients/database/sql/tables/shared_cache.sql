-- What every process counts in: tries to sign in, and codes already used.
REVOKE ALL ON shared_cache FROM titration_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON shared_cache TO titration_app;
