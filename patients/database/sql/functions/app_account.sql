-- Return the id of the acting account, which patients/database/acting_account.py sets for a
-- transaction; NULL while no account acts. After its transaction the setting is an empty text.
CREATE OR REPLACE FUNCTION app_account() RETURNS bigint STABLE LANGUAGE sql AS $$
    SELECT NULLIF(current_setting('app.account_id', true), '')::bigint
$$;
