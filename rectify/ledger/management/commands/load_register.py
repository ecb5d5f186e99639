"""Load the register's tables: `manage.py load_register PATH [--withdraw-missing] [--dry-run]`."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from rectify.ledger.register.checks import check
from rectify.ledger.register.kept import Kept
from rectify.ledger.register.load import Missing, Outcome, load_register, missing_rows, rounds_of
from rectify.ledger.register.mistakes import MOST_LISTED
from rectify.ledger.register.reading import Register, read_register
from rectify.ledger.register.topics import topic_slugs
from rectify.ledger.terminal import as_table
from rectify.ledger.upkeep import refresh_statistics


class Command(BaseCommand):
    help = "把台账表格（存放 .csv 的文件夹，或一个 .xlsx 工作簿）载入台账；可以重复载入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="存放 .csv 表格的文件夹，或一个 .xlsx 工作簿")
        parser.add_argument(
            "--withdraw-missing",
            action="store_true",
            help="撤回台账中有、表格中没有的内容（限于表格所列轮次，先列出再确认）",
        )
        parser.add_argument("--yes", "--no-input", action="store_true", help="撤回时不再询问")
        parser.add_argument("--dry-run", action="store_true", help="只报告将有哪些改动，不保存")

    def handle(self, *args: Any, path: Path, withdraw_missing: bool, yes: bool, dry_run: bool, **options: Any) -> None:
        started = time.perf_counter()
        self.is_quiet = options["verbosity"] == 0
        register = read_register(path)
        kept = Kept(rounds_of(register))
        check(register, kept, topic_slugs(), withdraw_missing=withdraw_missing)
        if register.mistakes:
            heading = _("表格有 %d 处需要更正，没有载入任何内容：") % register.mistakes.count
            raise CommandError(f"{heading}\n{register.mistakes}")
        if withdraw_missing:
            self.confirm(missing_rows(register, kept), may_go_on=yes or dry_run)
        outcome = self.load(register, withdraw_missing=withdraw_missing, dry_run=dry_run)
        if not self.is_quiet:
            self.report(outcome, time.perf_counter() - started, dry_run=dry_run)

    def confirm(self, missing: list[Missing], *, may_go_on: bool) -> None:
        """List what is to be withdrawn and ask, unless the answer was given with the command."""
        if not missing:
            return
        if not self.is_quiet:
            self.stdout.write(_("以下 %d 行在台账中、不在表格中，将撤回（不删除，可恢复）：") % len(missing))
            for item in missing[:MOST_LISTED]:
                name = getattr(item.row, "name", "") or str(item.row)
                self.stdout.write(f"  {item.table.code} {'/'.join(map(str, item.key))} {name}")
            if len(missing) > MOST_LISTED:
                self.stdout.write(_("  ……另有 %d 行。") % (len(missing) - MOST_LISTED))
        if may_go_on:
            return
        if not sys.stdin.isatty():
            raise CommandError(_("没有载入任何内容。确认撤回请加 --yes，只看不改请加 --dry-run。"))
        if input(_("撤回以上各行并载入？[y/N] ")).strip().lower() not in ("y", "yes", "是"):
            raise CommandError(_("没有载入任何内容。"))

    def load(self, register: Register, *, withdraw_missing: bool, dry_run: bool) -> Outcome:
        n_rows = sum(len(rows) for rows in register.rows.values())
        n_indexed = sum(len(register.rows.get(code, [])) for code in ("problems", "measures"))
        shows = not self.is_quiet and sys.stderr.isatty()
        with (
            tqdm(
                total=n_rows + n_indexed,
                desc=_("载入台账"),
                unit=_("行"),
                file=sys.stderr,
                disable=not shows,
                leave=False,
            ) as bar,
            transaction.atomic(),
        ):
            outcome = load_register(register, withdraw_missing=withdraw_missing, advance=bar.update)
            if dry_run:
                transaction.set_rollback(True)
            bar.update(bar.total - bar.n)  # rows that had no need of indexing
        refresh_statistics()
        return outcome

    def report(self, outcome: Outcome, seconds: float, *, dry_run: bool) -> None:
        header = [_("表"), _("读入"), _("新增"), _("更正"), _("未变"), _("撤回")]
        rows = [
            [code, tally.read, tally.added, tally.changed, tally.unchanged, tally.withdrawn]
            for code, tally in outcome.tallies.items()
        ]
        total = [_("合计"), *(sum(row[n] for row in rows) for n in range(1, len(header)))]
        self.stdout.write(as_table([header, *rows, total]))
        words = {"n": outcome.n_changed, "seconds": f"{seconds:.1f}"}
        if dry_run:
            self.stdout.write(_("试运行：将有 %(n)d 行改动，没有保存。用时 %(seconds)s 秒。") % words)
        elif outcome.n_changed:
            self.stdout.write(_("已载入，%(n)d 行改动。用时 %(seconds)s 秒。") % words)
        else:
            self.stdout.write(_("与上次相同，0 行改动。用时 %(seconds)s 秒。") % words)
