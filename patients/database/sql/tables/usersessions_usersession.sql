-- allauth's list of each account's sessions.
REVOKE ALL ON usersessions_usersession FROM titration_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON usersessions_usersession TO titration_app;
