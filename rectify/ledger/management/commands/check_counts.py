"""Compare the summary rows with the items they count: `manage.py check_counts [--fix]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rectify.ledger.counts import differing_inspections, recount
from rectify.ledger.models import Inspection

_MOST_LISTED = 50


class Command(BaseCommand):
    help = "核对汇总数与事项是否一致；不一致时列出并以状态 1 结束。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fix", action="store_true", help="按事项重新汇总")

    def handle(self, *args: Any, fix: bool, **options: Any) -> None:
        wrong = differing_inspections()
        if not wrong:
            if options["verbosity"]:
                self.stdout.write(_("汇总数与事项一致。"))
            return
        listed = "\n".join(f"  {row}" for row in Inspection.objects.filter(pk__in=sorted(wrong)[:_MOST_LISTED]))
        found = _("有 %(n)d 次巡视巡察的汇总数与事项不一致：\n%(listed)s") % {"n": len(wrong), "listed": listed}
        if not fix:
            raise CommandError(found + "\n" + _("请加 --fix 重新汇总。"))
        recount(wrong)
        self.stdout.write(found + "\n" + _("已重新汇总。"))
