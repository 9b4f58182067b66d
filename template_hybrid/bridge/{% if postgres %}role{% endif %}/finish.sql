-- Sequences from which an insert draws a number; identity columns need none.
DO $$
DECLARE
    api text := current_setting('api.role');
    sequence oid;
BEGIN
    FOR sequence IN
        SELECT pg_class.oid FROM pg_depend JOIN pg_class ON pg_class.oid = objid AND relkind = 'S'
        WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype = 'a'
        AND has_any_column_privilege(api, refobjid, 'INSERT')
    LOOP
        EXECUTE format('GRANT USAGE ON SEQUENCE %s TO %I', sequence::regclass, api);
    END LOOP;
END
$$;

-- What it could do by rights that are not its own would be as bad: then nothing of this is kept.
DO $$
DECLARE
    api name := current_setting('api.role');
    found text;
BEGIN
    IF EXISTS (
        SELECT FROM pg_roles
        WHERE rolname = api AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
    ) THEN
        RAISE EXCEPTION 'The role % may more than log in: give FastAPI one of its own.', api;
    END IF;
    SELECT roleid::regrole INTO found FROM pg_auth_members WHERE member = api::regrole LIMIT 1;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'The role % is a member of %, and so may all that % may: REVOKE % FROM %.', api, found, found, found, api;
    END IF;
    SELECT pg_describe_object(classid, objid, 0) INTO found FROM pg_shdepend
    WHERE refclassid = 'pg_authid'::regclass AND refobjid = api::regrole AND deptype = 'o'
    AND dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) LIMIT 1;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'The role % owns things, like %: give FastAPI one of its own.', api, found;
    END IF;
    SELECT nspname INTO found FROM pg_namespace
    WHERE nspname !~ '^pg_' AND has_schema_privilege(api, pg_namespace.oid, 'CREATE') LIMIT 1;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'Everybody may create tables in the schema %: REVOKE CREATE ON SCHEMA % FROM PUBLIC, '
            'and GRANT it to the role that migrates.', found, found;
    END IF;
    SELECT pg_class.oid::regclass INTO found
    FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid, aclexplode(array_cat(relacl, attacl)) AS given
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
    AND grantee = 0 AND privilege_type <> 'SELECT' LIMIT 1;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'Everybody may write %: REVOKE ALL ON % FROM PUBLIC.', found, found;
    END IF;
END
$$;
