"""The search index: FTS5 tables on SQLite, tsvector with GIN on PostgreSQL (see rectify.ledger.search).

No foreign keys: the index is rebuilt from the items at any time (`manage.py rebuild_search`).
"""

from django.db import migrations

TABLES = ("ledger_problem_search", "ledger_measure_search")


def create(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"CREATE TABLE {table} (item_id bigint PRIMARY KEY, terms tsvector NOT NULL)")
            schema_editor.execute(f"CREATE INDEX {table}_terms ON {table} USING gin (terms)")
        else:
            # The prefix index is for single characters, which are looked for as the beginnings of pairs.
            schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(terms, tokenize = 'unicode61', prefix = 1)")


def drop(apps, schema_editor):
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
