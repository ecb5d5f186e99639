"""Write the register's tables: `manage.py export_register PATH [--round SLUG]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from rectify.ledger.models import Round
from rectify.ledger.register.export import contents_of
from rectify.ledger.register.writing import TooManyRows, write_folder, write_workbook
from rectify.ledger.terminal import as_table
from rectify.ledger.withheld import count_withheld


class Command(BaseCommand):
    help = "把台账导出为表格：以 .xlsx 结尾为一个工作簿，否则为一个存放 .csv 的文件夹；load_register 可以读回。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="文件夹，或以 .xlsx 结尾的文件名；已有的表格会被覆盖")
        parser.add_argument("--round", help="只导出这一轮次（网址名）")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        round_ = _known_round(options["round"])
        write = write_workbook if path.suffix.lower() == ".xlsx" else write_folder
        try:
            counts = write(path, contents_of(round_))
        except TooManyRows as error:
            words = {"table": error, "round": "--round"}
            raise CommandError(
                _("%(table)s表的行数超过一张工作表的上限：请用 %(round)s 只导出一个轮次，或导出为文件夹。") % words
            ) from None
        except OSError as error:
            raise CommandError(
                _("无法写入 %(path)s（%(error)s）。") % {"path": path, "error": error.strerror}
            ) from None
        if options["verbosity"]:
            self.stdout.write(as_table([[_("表"), _("行")], *counts.items()]))
            self.stdout.write(_("已写入 %s。") % path)
        of_round = Q(round=round_) if round_ else None
        if n := count_withheld(of_round):
            self.stderr.write(_("其中有 %(n)s 项经批准暂不公开：请勿对外提供。") % {"n": n})


def _known_round(slug: str | None) -> Round | None:
    if slug is None:
        return None
    found = Round.objects.filter(slug=slug).first()
    if found is None:
        known = "、".join(Round.objects.values_list("slug", flat=True)) or _("台账中还没有轮次")
        raise CommandError(_("没有轮次 %(slug)s；应为以下之一：%(known)s。") % {"slug": slug, "known": known})
    return found
