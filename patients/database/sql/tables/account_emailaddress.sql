-- allauth's. No page writes one; a second e-mail would open an account by another name.
REVOKE ALL ON account_emailaddress FROM titration_app;
GRANT SELECT ON account_emailaddress TO titration_app;
