"""Hold the files of evidence against their rows: `manage.py check_evidence [--remove-strays]`."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from rectify.ledger.models import Evidence
from rectify.ledger.models.desk import evidence_storage

#: A younger file may belong to a row that is being written this moment.
SETTLED = timedelta(days=1)


class Command(BaseCommand):
    help = "核对佐证材料的文件：缺少的、与提交时不同的、没有记录的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove-strays", action="store_true", help="删除没有记录、超过一天的文件")

    def handle(self, *args: Any, remove_strays: bool, **options: Any) -> None:
        storage = evidence_storage()
        rows = Evidence.objects.filter(kind=Evidence.Kind.FILE).order_by("pk")
        wrong = [words for row in rows.iterator() if (words := _what_is_wrong(row))]
        known = set(rows.values_list("file", flat=True))
        before = timezone.now() - SETTLED
        strays = [name for name in _names(storage) if name not in known and storage.get_modified_time(name) < before]
        for name in strays if remove_strays else ():
            storage.delete(name)
        for words in wrong:
            self.stdout.write(words)
        n = {"files": len(known), "wrong": len(wrong), "strays": len(strays)}
        self.stdout.write(_("文件 %(files)s 个，有问题的 %(wrong)s 个，没有记录的 %(strays)s 个。") % n)
        if remove_strays and strays:
            self.stdout.write(_("没有记录的文件已删除。"))
        if wrong:
            raise CommandError(_("请从备份中恢复上面的文件。"))


def _what_is_wrong(row: Evidence) -> str:
    digest = hashlib.sha256()
    try:
        with row.file.open("rb") as file:
            for piece in file.chunks():
                digest.update(piece)
    except FileNotFoundError:
        return _("佐证材料 %(pk)s（%(file)s）：缺少文件") % {"pk": row.pk, "file": row.file.name}
    if digest.hexdigest() != row.digest:
        return _("佐证材料 %(pk)s（%(file)s）：与提交时不同") % {"pk": row.pk, "file": row.file.name}
    return ""


def _names(storage: Storage) -> Iterator[str]:
    """Every file; they lie in folders one deep (see evidence_path)."""
    if not storage.exists(""):
        return
    for folder in storage.listdir("")[0]:
        for name in storage.listdir(folder)[1]:
            yield f"{folder}/{name}"
