"""Index every problem and measure for word search anew: `manage.py rebuild_search`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from rectify.ledger import search

_AT_A_TIME = 2000


class Command(BaseCommand):
    help = "重建全部反馈问题和整改措施的检索索引。"

    def handle(self, *args: Any, **options: Any) -> None:
        shows = options["verbosity"] > 0 and sys.stderr.isatty()
        for model, table in search.TABLES.items():
            ids = model._default_manager.order_by("pk").values_list("pk", flat=True)
            last, done = 0, 0
            with tqdm(total=ids.count(), desc=str(model._meta.verbose_name), file=sys.stderr, disable=not shows) as bar:
                # One transaction a chunk: readers search on, and a million rows need not fit into memory.
                while chunk := list(model._default_manager.filter(pk__gt=last).order_by("pk")[:_AT_A_TIME]):
                    with transaction.atomic():
                        search.index(chunk)
                    last, done = chunk[-1].pk, done + len(chunk)
                    bar.update(len(chunk))
            _forget_deleted(model, table)
            if options["verbosity"]:
                words = {"name": model._meta.verbose_name, "n": done}
                self.stdout.write(_("%(name)s：已索引 %(n)d 条。") % words)


def _forget_deleted(model: Any, table: str) -> None:
    """Remove search rows of items that are no longer there."""
    key = "item_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} NOT IN (SELECT id FROM {model._meta.db_table})")  # noqa: S608
