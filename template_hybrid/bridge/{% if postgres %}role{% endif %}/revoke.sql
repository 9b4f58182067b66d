-- Of its rights in this database nothing is left.
DO $$
DECLARE
    api text := current_setting('api.role');
    thing record;
BEGIN
    FOR thing IN
        SELECT DISTINCT classid, objid FROM pg_shdepend
        WHERE refclassid = 'pg_authid'::regclass AND refobjid = api::regrole AND deptype = 'a'
        AND classid IN ('pg_class'::regclass, 'pg_namespace'::regclass)
        AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    LOOP
        IF thing.classid = 'pg_class'::regclass THEN
            EXECUTE format('REVOKE ALL ON TABLE %s FROM %I', thing.objid::regclass, api);
        ELSE
            EXECUTE format('REVOKE ALL ON SCHEMA %s FROM %I', thing.objid::regnamespace, api);
        END IF;
    END LOOP;
    EXECUTE format('ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM %I', api);
END
$$;
