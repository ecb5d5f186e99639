"""Throw away uploads that nobody confirmed in time: `manage.py clean_uploads`, for cron. The worker does it on its way."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from rectify.ledger.uploads.clean import discard_expired


class Command(BaseCommand):
    help = "删除过期未确认的载入预览及其文件。"

    def handle(self, **options: Any) -> None:
        self.stdout.write(_("已删除 %(n)d 个过期的预览。") % {"n": discard_expired()})
