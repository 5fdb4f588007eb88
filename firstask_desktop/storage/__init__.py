"""The only place that knows peewee, SQL and the file on disk."""
