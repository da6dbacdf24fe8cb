"""The commands of ``manage.py``, and PostgreSQL's own programs for backups."""
