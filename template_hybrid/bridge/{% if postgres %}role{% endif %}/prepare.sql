-- The role, which is made where it is missing.
DO $$
DECLARE
    api text := current_setting('api.role');
    wait text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = api) THEN
        BEGIN
            EXECUTE format('CREATE ROLE %I LOGIN', api);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- someone else has made it just now
        END;
    END IF;

    -- How long it may wait for a lock, and keep what it has locked
    FOREACH wait IN ARRAY ARRAY[
        'lock_timeout=10s', 'statement_timeout=30s', 'idle_in_transaction_session_timeout=30s', 'transaction_timeout=60s'
    ] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_settings WHERE name = split_part(wait, '=', 1)); -- the last is new in 17
        CONTINUE WHEN EXISTS (
            SELECT FROM pg_db_role_setting
            WHERE setrole = api::regrole AND wait = ANY (setconfig)
            AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        );
        EXECUTE format(
            'ALTER ROLE %I IN DATABASE %I SET %s = %L',
            api, current_database(), split_part(wait, '=', 1), split_part(wait, '=', 2)
        );
    END LOOP;
END
$$;
