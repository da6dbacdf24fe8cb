"""The table that every process counts in: tries to sign in, and codes already used."""

from django.db import migrations

# As Django's createcachetable makes it.
TABLE = """
CREATE TABLE shared_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0002_append_only")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE shared_cache;")]
