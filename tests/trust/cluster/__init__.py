"""Database hosts, haproxy and pgbouncer on one computer, from the files of ``deploy/cluster``."""
