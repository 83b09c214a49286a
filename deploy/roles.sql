-- Who may do what in Reflect's database? Run as a superuser in that database; safe to run again.
-- reflect_owner makes and changes the tables. reflect_app is what the product runs as: it reads and writes rows, and
-- can neither change a table nor switch off what protects signed records and the audit.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reflect_owner') THEN
        CREATE ROLE reflect_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reflect_app') THEN
        CREATE ROLE reflect_app LOGIN;
    END IF;
END
$$;

-- A change to a table gives up rather than make every reader queue behind it.
ALTER ROLE reflect_owner SET lock_timeout = '2s';
ALTER ROLE reflect_app SET statement_timeout = '120s';
ALTER ROLE reflect_app SET idle_in_transaction_session_timeout = '60s';

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO reflect_owner;
GRANT USAGE ON SCHEMA public TO reflect_app;
ALTER DEFAULT PRIVILEGES FOR ROLE reflect_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO reflect_app;
ALTER DEFAULT PRIVILEGES FOR ROLE reflect_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO reflect_app;
