"""What this project has in PostgreSQL beside tables: functions, triggers, policies, views, grants.

Each has a kind, a name and a definition as text, so that two states of a database can be
compared. Grants are those of the role that serves pages, and of every role (``PUBLIC``).
"""

import hashlib
import re
from typing import Any

from patients.database.roles import APP

HELD = """
WITH ours AS (
    SELECT oid, oid::regclass::text AS name, relkind, relrowsecurity, reloptions, relacl
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
), routines AS (
    SELECT oid, oid::regprocedure::text AS name, coalesce(proacl, acldefault('f', proowner)) AS acl
    FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p') AND NOT EXISTS (
        SELECT FROM pg_depend
        WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
    )
), granted (what, acl) AS (
    SELECT name, relacl FROM ours
    UNION ALL
    SELECT concat(name, '.', attname), attacl
    FROM pg_attribute JOIN ours ON ours.oid = attrelid AND NOT attisdropped
    UNION ALL
    SELECT name, acl FROM routines
    UNION ALL
    SELECT 'schema public', nspacl FROM pg_namespace WHERE nspname = 'public'
)
SELECT 'function', name, pg_get_functiondef(oid) FROM routines
UNION ALL
SELECT 'trigger', concat(tgname, ' on ', name),
    concat(pg_get_triggerdef(pg_trigger.oid), tgenabled)
FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT 'policy', concat(policyname, ' on ', tablename),
    concat_ws(' ', permissive, roles::text, cmd, 'USING', qual, 'CHECK', with_check)
FROM pg_policies WHERE schemaname = 'public'
UNION ALL
SELECT 'row security', name, '' FROM ours WHERE relrowsecurity
UNION ALL
SELECT 'view', name, concat(pg_get_viewdef(oid), reloptions::text)
FROM ours WHERE relkind = 'v'
UNION ALL
SELECT 'grant', concat(privilege_type, ' on ', what, ' to ', coalesce(rolname, 'PUBLIC')), ''
FROM granted, aclexplode(acl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
WHERE grantee = 0 OR rolname = %s
"""

# Selects the statements that drop all of it, in this order; tables need some of the functions.
DROP = """
WITH ours AS (
    SELECT oid, oid::regclass AS name, relkind, relrowsecurity
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
)
SELECT format('DROP POLICY %I ON %s', polname, name) FROM pg_policy JOIN ours ON ours.oid = polrelid
UNION ALL
SELECT format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', name) FROM ours WHERE relrowsecurity
UNION ALL
SELECT format('DROP TRIGGER %I ON %s', tgname, name)
FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT format('REVOKE ALL ON %s FROM PUBLIC, titration_app', name) FROM ours WHERE relkind = 'r'
UNION ALL
SELECT format('DROP VIEW %s', name) FROM ours WHERE relkind = 'v'
"""
DROP_FUNCTIONS = """
SELECT format('DROP ROUTINE %s', oid::regprocedure) FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_depend WHERE (classid, objid) = ('pg_proc'::regclass, pg_proc.oid)
        AND deptype = 'e'  -- of an extension
    UNION ALL
    SELECT FROM pg_depend WHERE (refclassid, refobjid) = ('pg_proc'::regclass, pg_proc.oid)
)
"""

# PostgreSQL puts the casts and brackets of an expression in other places after a backup is
# restored, without a change of meaning.
CASTS_AND_BRACKETS = re.compile(r"::(character varying|text)(\[\])?|[()\s]")


def definitions(cursor: Any) -> dict[tuple[str, str], str]:
    """The definition of everything in PostgreSQL but tables, by kind and name."""
    cursor.execute(HELD, [APP])
    return {
        (kind, name): text if kind == "function" else CASTS_AND_BRACKETS.sub("", text)
        for kind, name, text in cursor.fetchall()
    }


def fingerprint(cursor: Any) -> str:
    """The SHA-256 of all these definitions."""
    lines = sorted(repr(item) for item in definitions(cursor).items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def drop_all(cursor: Any) -> None:
    """Drop all of these, except functions that tables need, for computed columns for example."""
    for listing in (DROP, DROP_FUNCTIONS):
        cursor.execute(listing)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
