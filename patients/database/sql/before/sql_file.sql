-- The SQL files that ran in this database, each with its SHA-256 as it last ran. One more row,
-- with the path “what they made”, holds the hash of what PostgreSQL held after that. With both,
-- patients/database/sql_files.py finds out if functions, triggers, policies and grants are those
-- of the program.
CREATE TABLE IF NOT EXISTS sql_file (
    path text PRIMARY KEY,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    ran_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);

-- The web server reads it before it serves; only the owner writes it, in migrate.
REVOKE ALL ON sql_file FROM titration_app;
GRANT SELECT ON sql_file TO titration_app;
