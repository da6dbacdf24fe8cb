-- allauth's e-mail addresses. No page writes one, or an account could be signed in to with a second
-- e-mail.
REVOKE ALL ON account_emailaddress FROM titration_app;
GRANT SELECT ON account_emailaddress TO titration_app;
